import type { Finding } from '../../domain/finding';
import { inputError } from './input-rules';

/**
 * Whether a value has the shape that its type says. Types stop a TypeScript program; a plain JavaScript one gets the
 * same answer from here, for all its mistakes at once.
 */
export type Shape = (value: unknown, at: string) => readonly Finding[];

const wrong = (at: string, value: unknown, wanted: string): readonly Finding[] => [
  inputError('shape', { at, problem: `is ${show(value)}`, fix: `give ${wanted}` }),
];

/** A value as it is shown to its user: short, on one line. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol' || typeof value === 'bigint') return `a ${typeof value}`;
  if (typeof value === 'number') return String(value);
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    return 'an object that refers to itself';
  }
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export const matches =
  (wanted: string, accepts: (value: unknown) => boolean): Shape =>
  (value, at) =>
    accepts(value) ? [] : wrong(at, value, wanted);

export const text = (wanted: string, pattern: RegExp = /^[^\n]+$/): Shape =>
  matches(wanted, value => typeof value === 'string' && pattern.test(value));

/** Words of a command line; none of them may show a value that was forgotten. */
export const commandLine: Shape = (value, at) =>
  list(text('a word without an unset value', /^(?![\s\S]*=(undefined|NaN|null)$)[\s\S]*$/))(value, at);

export const integer = (least: number, most: number): Shape =>
  matches(
    `a whole number from ${least} to ${most}`,
    value => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
  );

export const boolean: Shape = matches('true or false', value => typeof value === 'boolean');

export const method: Shape = matches('a function', value => typeof value === 'function');

export const oneOf = (...allowed: readonly string[]): Shape =>
  matches(`one of ${allowed.map(item => `'${item}'`).join(', ')}`, value => typeof value === 'string' && allowed.includes(value));

export const optional =
  (shape: Shape): Shape =>
  (value, at) =>
    value === undefined ? [] : shape(value, at);

export const nullable =
  (shape: Shape): Shape =>
  (value, at) =>
    value === null ? [] : shape(value, at);

export const list =
  (item: Shape, least = 0): Shape =>
  (value, at) => {
    if (!Array.isArray(value) || value.length < least) return wrong(at, value, least > 0 ? `a list of ${least} or more` : 'a list');
    return value.flatMap((element, position) => item(element, `${at}[${position}]`));
  };

export const tuple =
  (...items: readonly Shape[]): Shape =>
  (value, at) => {
    if (!Array.isArray(value) || value.length !== items.length) return wrong(at, value, `a list of ${items.length}`);
    return items.flatMap((item, position) => item(value[position], `${at}[${position}]`));
  };

export const record =
  (item: Shape): Shape =>
  (value, at) =>
    isObject(value) ? Object.entries(value).flatMap(([key, element]) => item(element, `${at}.${key}`)) : wrong(at, value, 'an object');

/** An object with these fields. Fields that it does not know are refused, since they are nearly always misspelt. */
export const object =
  (fields: Readonly<Record<string, Shape>>, others: 'refused' | 'ignored' = 'refused'): Shape =>
  (value, at) => {
    if (!isObject(value)) return wrong(at, value, `an object with ${Object.keys(fields).join(', ')}`);
    const unknown = others === 'ignored' ? [] : Object.keys(value).filter(key => !Object.hasOwn(fields, key));
    return [
      ...Object.entries(fields).flatMap(([key, shape]) => shape((value as Record<string, unknown>)[key], `${at}.${key}`)),
      ...unknown.map(key =>
        inputError('unknownField', {
          at: `${at}.${key}`,
          problem: 'is not a field here',
          fix: `the fields are ${Object.keys(fields).join(', ')}`,
        }),
      ),
    ];
  };

/** One of several objects, told apart by `kind`. */
export const union =
  (kinds: Readonly<Record<string, Readonly<Record<string, Shape>>>>): Shape =>
  (value, at) => {
    if (!isObject(value)) return wrong(at, value, `one of ${Object.keys(kinds).join(', ')}`);
    const { kind } = value as { kind?: unknown };
    const fields = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!fields) return wrong(`${at}.kind`, kind, `one of ${Object.keys(kinds).join(', ')}`);
    return object({ kind: text('a kind'), ...fields })(value, at);
  };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
