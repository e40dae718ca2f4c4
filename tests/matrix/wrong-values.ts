import type { Entry } from './entry';

/** A place in what a factory is given. */
export interface Place {
  /** As a finding says it after the place of what is made: `.secret.folder`, `.pairs[0][1]`; empty for the props as a whole. */
  readonly path: string;
  /** What is right there. */
  readonly right: unknown;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** Whether its user may say what they like. */
  readonly open: boolean;
  /** Whether an empty text is right too. */
  readonly blank: boolean;
  /** Whether texts and numbers are right alike. */
  readonly scalar: boolean;
  /** The arguments with something else at the place. */
  readonly put: (value: unknown) => readonly unknown[];
}

/** Stands for nothing at all, not even `undefined`. */
export const missing: unique symbol = Symbol('missing');

/** What a program without types may give in the place of anything. */
export const wrongValues: readonly (readonly [string, unknown])[] = [
  ['missing', missing],
  ['undefined', undefined],
  ['null', null],
  ['a number', 42],
  ['a text', 'frankfurt'],
  ['an empty text', ''],
  ['a list', []],
  ['an object', {}],
  ['NaN', Number.NaN],
  ['a promise', Promise.resolve('later')],
];

/** An object or a list that was written here; what another factory made is frozen, and a value as a whole. */
const branches = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Object.isFrozen(value) &&
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

/** Every place in the arguments of a factory: of a list its first item, which stands for the others. */
export function placesOf({ args, names, optional, open, blank, scalar }: Entry): readonly Place[] {
  const walk = (value: unknown, path: string, put: Place['put']): readonly Place[] => {
    const plain = path.replace(/^\./, '');
    const begins = (prefixes: readonly string[]): boolean => prefixes.some(prefix => plain.startsWith(prefix));
    const here: Place = {
      path,
      right: value,
      optional: optional.includes(plain),
      open: begins(open),
      blank: blank.includes(plain),
      scalar: begins(scalar),
      put,
    };
    if (!branches(value)) return [here];
    const keys = Array.isArray(value) ? Object.keys(value).slice(0, 1) : Object.keys(value).filter(key => value[key] !== undefined);
    const inside = keys.flatMap(key =>
      walk(value[key], Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, other => put(changed(value, key, other))),
    );
    return [here, ...inside];
  };
  return args.flatMap((arg, position) => {
    const name = names[position] ?? '';
    return walk(arg, name === '' ? '' : `.${name}`, other =>
      args.map((given, at) => (at === position ? (other === missing ? undefined : other) : given)),
    );
  });
}

function changed(value: Readonly<Record<string, unknown>>, key: string, other: unknown): unknown {
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === key ? (other === missing ? undefined : other) : item));
  const { [key]: _, ...rest } = value;
  return other === missing ? rest : { ...rest, [key]: other };
}

/** Whether a value is of the kind that is right at a place, so that it may well be accepted, or be wrong for another reason. */
export function isOfKind({ right, optional, open, blank, scalar }: Place, value: unknown): boolean {
  if (open || (value === '' && (blank || scalar))) return true;
  if (value === missing || value === undefined) return optional;
  if (value === null || value === '' || Number.isNaN(value) || value instanceof Promise) return false;
  if (typeof value === 'object') return branches(right) && Array.isArray(value) === Array.isArray(right);
  return typeof value === typeof right || (scalar && (typeof value === 'string' || typeof value === 'number'));
}
