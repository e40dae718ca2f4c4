import { isObject, type Json } from '../yaml/json';
import { isMissing, leafProblem } from './leaves';
import type { FieldType, ItemKey } from './schema';

/** The longest list whose items are compared with each other here. A longer one is left to the full check. */
const mostCompared = 32;

/** Whether an object is sound. A quick test without allocations, since nearly all objects are. False means: do the full check. */
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

/** Whether two items may have the same key, or an item may have none. Each item is compared with those before it. */
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
