/** A value in a manifest. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object of a manifest. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** The path from the top of a manifest to one of its fields: keys, and positions in lists. */
export type Path = readonly (string | number)[];

/** Whether a value is an object and not a list. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path; undefined where there is none. */
export const valueAt = (from: Json | undefined, ...path: Path): Json | undefined => reach(from, path);

function reach(from: Json | undefined, path: Path): Json | undefined {
  let value = from;
  for (let at = 0; at < path.length; at += 1) {
    if (typeof value !== 'object' || value === null) return undefined;
    const step = path[at] as string | number;
    value = typeof step === 'number' ? (Array.isArray(value) ? value[step] : undefined) : (value as JsonObject)[step];
  }
  return value;
}

const emptyObject: JsonObject = Object.freeze({});
const emptyList: readonly Json[] = Object.freeze([]);

/** The object at a path; an empty one where there is none. */
export function objectAt(from: Json | undefined, ...path: Path): JsonObject {
  const value = reach(from, path);
  return isObject(value) ? value : emptyObject;
}

/** The list at a path; an empty one where there is none. */
export function listAt(from: Json | undefined, ...path: Path): readonly Json[] {
  const value = reach(from, path);
  return Array.isArray(value) ? value : emptyList;
}

/** The text at a path; undefined where there is none. */
export function textAt(from: Json | undefined, ...path: Path): string | undefined {
  const value = reach(from, path);
  return typeof value === 'string' ? value : undefined;
}

/** The number at a path; undefined where there is none. */
export function numberAt(from: Json | undefined, ...path: Path): number | undefined {
  const value = reach(from, path);
  return typeof value === 'number' ? value : undefined;
}

/** Every text in a value, with its path. Keys are left out. */
export function* textsIn(value: Json | undefined, path: Path = []): Generator<readonly [string, Path]> {
  if (typeof value === 'string') yield [value, path];
  else if (Array.isArray(value)) for (const [position, item] of value.entries()) yield* textsIn(item, [...path, position]);
  else if (isObject(value)) for (const key of Object.keys(value)) yield* textsIn(value[key], [...path, key]);
}

/** A path as findings print it: `spec.template.spec.containers[0].image`. */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${text}['${step}']`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
