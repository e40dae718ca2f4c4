import { isObject, type Json } from '../json';
import { base64, timestamp } from './forms';
import { quantity } from './quantity';
import type { FieldType, ItemKey, Leaf } from './schema';

/** In longer lists items are told apart by a set. */
const mostCompared = 32;
const int32 = 2 ** 31;
const int64 = 2 ** 63;

/** What a leaf should be; undefined where it is that. A server reads numbers that are too large as other numbers, without a word. */
export const leafProblem: Readonly<Record<Leaf, (value: Json) => string | undefined>> = {
  open: () => undefined,
  string: value => (typeof value === 'string' ? undefined : 'a text'),
  boolean: value => (typeof value === 'boolean' ? undefined : 'true or false'),
  number: value => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'a number'),
  int32: value => (isInteger(value, int32) ? undefined : 'a whole number from -2^31 to 2^31 - 1'),
  int64: value => (isInteger(value, int64) ? undefined : 'a whole number from -2^63 to 2^63 - 1'),
  'int-or-string': value =>
    typeof value === 'string' || isInteger(value, int32) ? undefined : 'a whole number from -2^31 to 2^31 - 1, or a text',
  quantity: value =>
    (typeof value === 'string' || typeof value === 'number') && quantity(String(value)) !== undefined
      ? undefined
      : "a quantity such as '10Gi'",
  time: value => (typeof value === 'string' && timestamp.fits(value) ? undefined : timestamp.is),
  bytes: value => (typeof value === 'string' && base64.fits(value) ? undefined : base64.is),
};

const isInteger = (value: Json, bound: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= -bound && value < bound;

/** Whether nothing is wrong. Nearly all objects are sound, and nothing is made to find that out. */
export function isSound(value: Json | undefined, type: FieldType): boolean {
  if (value === undefined) return true;
  switch (type.kind) {
    case 'object': {
      if (!isObject(value)) return false;
      for (const key in value) {
        const inner = value[key];
        const field = type.fields.get(key);
        if (field === undefined || field.since !== undefined || field.until !== undefined || field.kept !== undefined) return false;
        if (inner !== null && !isSound(inner, field.type)) return false;
      }
      for (let at = 0; at < type.required.length; at += 1) if (isMissing(value[type.required[at] ?? ''])) return false;
      return true;
    }
    case 'map':
      if (!isObject(value)) return false;
      for (const key in value) {
        const inner = value[key];
        if (inner !== null && !isSound(inner, type.item)) return false;
      }
      return true;
    case 'list':
      if (!Array.isArray(value) || (type.keys !== undefined && value.length > 0 && haveSame(value, type.keys))) return false;
      for (let at = 0; at < value.length; at += 1) if (value[at] === null || !isSound(value[at], type.item)) return false;
      return true;
    case 'string':
      return typeof value === 'string';
    default:
      return leafProblem[type.kind](value) === undefined;
  }
}

/** Whether items may have the same key, or none. Lists are short, so each is compared with those before it. */
function haveSame(value: readonly Json[], keys: readonly ItemKey[]): boolean {
  if (value.length > mostCompared) return true;
  for (let at = 0; at < value.length; at += 1) {
    if (!hasKey(value[at], keys)) return true;
    for (let before = 0; before < at; before += 1) if (isSame(value[at], value[before], keys)) return true;
  }
  return false;
}

function hasKey(item: Json | undefined, keys: readonly ItemKey[]): boolean {
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as ItemKey;
    if (key.otherwise !== undefined || (isObject(item) && item[key.name] !== undefined)) return true;
  }
  return keys.length === 0;
}

function isSame(one: Json | undefined, other: Json | undefined, keys: readonly ItemKey[]): boolean {
  if (keys.length === 0) return one === other;
  if (!isObject(one) || !isObject(other)) return true;
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as ItemKey;
    if ((one[key.name] ?? key.otherwise) !== (other[key.name] ?? key.otherwise)) return false;
  }
  return true;
}

/** Nothing, or what is the same to a server: an empty text, list or zero. An empty object is looked into instead. */
export const isMissing = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);
