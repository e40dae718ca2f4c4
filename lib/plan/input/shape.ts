import type { Finding } from '../../domain/finding';
import type { Subject } from '../../domain/subject';
import { inputError } from './input-rules';

/** What is wrong with a value; `at` is its path, for the findings. */
export type Check = (value: unknown, at: string) => readonly Finding[];

declare const described: unique symbol;

/**
 * A check that a value is of the type `Value`. The compiler checks a TypeScript program; a plain JavaScript program gets the same check
 * here, with all mistakes at once.
 *
 * The shape of one type is not assignable to the shape of a wider or narrower one. So the compiler reports a shape that differs from its
 * type.
 */
export interface Shape<in out Value> extends Check {
  /** Exists for the compiler only: it ties the check to the type. */
  readonly [described]: (value: Value) => Value;
}

/** The check as the shape of a type. */
export const shaped = <Value>(check: Check): Shape<Value> => check as Shape<Value>;

/** No finding, in one list for all values: nearly every value is sound. */
const nothing: readonly Finding[] = [];

const wrong = (at: string, value: unknown, wanted: string): readonly Finding[] => [
  inputError('shape', { at, problem: `is ${show(value)}`, fix: `give ${wanted}` }),
];

/** A value as a finding shows it: on one line, at most 60 characters. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol' || typeof value === 'bigint') return `a ${typeof value}`;
  if (typeof value === 'number') return String(value);
  if (isPromise(value)) return 'a promise';
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    return 'an object that refers to itself';
  }
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export const matches = <Value>(wanted: string, accepts: (value: unknown) => boolean): Shape<Value> =>
  shaped((value, at) => (accepts(value) ? nothing : wrong(at, value, wanted)));

export const text = (wanted: string, pattern: RegExp = /^[^\n]+$/): Shape<string> =>
  matches(wanted, value => typeof value === 'string' && pattern.test(value));

/** The words of a command line. A word that ends with `=undefined`, `=NaN` or `=null` shows that a value was forgotten. */
export const commandLine: Shape<readonly string[]> = shaped((value, at) =>
  list(text('a word without an unset value', /^(?![\s\S]*=(undefined|NaN|null)$)[\s\S]*$/))(value, at),
);

export const integer = (least: number, most: number): Shape<number> =>
  matches(
    `a whole number from ${least} to ${most}`,
    value => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
  );

export const boolean: Shape<boolean> = matches('true or false', value => typeof value === 'boolean');

/** Any function. Its result is checked when it is called. */
export type Method = (...args: never[]) => unknown;

export const method: Shape<Method> = matches('a function', value => typeof value === 'function');

export const oneOf = <const Allowed extends readonly string[]>(...allowed: Allowed): Shape<Allowed[number]> =>
  matches(`one of ${allowed.map(item => `'${item}'`).join(', ')}`, value => typeof value === 'string' && allowed.includes(value));

export const optional = <Value>(shape: Shape<Value>): Shape<Value | undefined> =>
  shaped((value, at) => (value === undefined ? nothing : shape(value, at)));

export const nullable = <Value>(shape: Shape<Value>): Shape<Value | null> =>
  shaped((value, at) => (value === null ? nothing : shape(value, at)));

/** What is found in each of so many parts. A plan has a hundred thousand of them, so nothing is made for one in which nothing is found. */
function every(count: number, check: (position: number) => readonly Finding[]): readonly Finding[] {
  let all: Finding[] | undefined;
  for (let position = 0; position < count; position += 1) {
    const found = check(position);
    if (found.length > 0) {
      all ??= [];
      for (const each of found) all.push(each);
    }
  }
  return all ?? nothing;
}

export const list = <Item>(item: Shape<Item>, least = 0): Shape<readonly Item[]> =>
  shaped((value, at) => {
    if (!Array.isArray(value) || value.length < least) return wrong(at, value, least > 0 ? `a list of ${least} or more` : 'a list');
    return every(value.length, position => item(value[position], `${at}[${position}]`));
  });

export const tuple = <Items extends readonly unknown[]>(
  ...items: { readonly [At in keyof Items]: Shape<Items[At]> }
): Shape<Readonly<Items>> =>
  shaped((value, at) => {
    if (!Array.isArray(value) || value.length !== items.length) return wrong(at, value, `a list of ${items.length}`);
    return every(items.length, position => (items[position] as Check)(value[position], `${at}[${position}]`));
  });

/** A plain object with any keys. A Map or a class instance is refused, because it would look like an empty object. */
export const record = <Value>(item: Shape<Value>): Shape<Readonly<Record<string, Value>>> =>
  shaped((value, at) => {
    if (!isPlain(value)) return wrong(at, value, 'a plain object');
    const entries = Object.entries(value);
    return every(entries.length, position => {
      const [key, element] = entries[position] as (typeof entries)[number];
      return item(element, `${at}.${key}`);
    });
  });

/** Which fields an object has: what is missing there and what is there instead are one mistake. */
const fieldsOf = (at: string): Subject => ({ unit: at, field: ['fields'] });

/**
 * An object with these fields. Unknown fields are refused, since most of them are misspelt.
 *
 * This shape is tied to no type; `objectOf` is.
 */
export function object(fields: Readonly<Record<string, Check>>, others: 'refused' | 'ignored' = 'refused'): Shape<object> {
  const entries = Object.entries(fields);
  return shaped((value, at) => {
    if (!isObject(value)) return wrong(at, value, `an object with ${Object.keys(fields).join(', ')}`);
    const known = every(entries.length, position => {
      const [key, shape] = entries[position] as (typeof entries)[number];
      const given = (value as Record<string, unknown>)[key];
      const found = shape(given, `${at}.${key}`);
      return given === undefined ? found.map(each => ({ ...each, about: [fieldsOf(at)] })) : found;
    });
    const unknown = others === 'ignored' ? [] : Object.keys(value).filter(key => !Object.hasOwn(fields, key));
    if (unknown.length === 0) return known;
    return [
      ...known,
      ...unknown.map(key =>
        inputError('unknownField', {
          at: `${at}.${key}`,
          problem: 'is not a known field',
          fix: `use one of ${Object.keys(fields).join(', ')}`,
          about: [fieldsOf(at)],
        }),
      ),
    ];
  });
}

/** Whether a value is an object with fields. A promise is not: the value that it stands for does not exist yet. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isPromise(value);

function isPlain(value: unknown): value is object {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const isPromise = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && typeof (value as { readonly then?: unknown }).then === 'function';
