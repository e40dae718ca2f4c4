import { type Fault, quoted } from '../field';
import { isObject, type Json, type JsonObject, type Path } from '../json';
import { base64, timestamp } from './forms';
import { quantity } from './quantity';
import { type FieldType, type ItemKey, type KnownField, type Leaf, typeOfKind } from './schema';

/** What can be wrong with the structure of an object. */
export type StructureFault = Fault &
  (
    | { readonly about: 'unknown' | 'type' | 'required' | 'duplicate' }
    | { readonly about: 'version'; readonly since: number | undefined; readonly until: number | undefined }
  );

const flawless: readonly StructureFault[] = [];
let last: { readonly data: JsonObject; readonly faults: readonly StructureFault[] } | undefined;

/**
 * What is wrong with the structure of an object: fields that its kind does not have, values of another type, what is missing, items that
 * cannot be told apart. Nothing for kinds that are not known. Several rules ask about the same object, so the last answer is kept.
 */
export function structureOf(data: JsonObject, apiVersion: string, kind: string): readonly StructureFault[] {
  if (last?.data === data) return last.faults;
  const type = typeOfKind(apiVersion, kind);
  const faults = type && !isSound(data, type) ? new Walk().of(data, type) : flawless;
  last = { data, faults };
  return faults;
}

/** In longer lists items are told apart by a set. */
const mostCompared = 32;
const int32 = 2 ** 31;
const int64 = 2 ** 63;

/** What a leaf should be; undefined where it is that. A server reads numbers that are too large as other numbers, without a word. */
const leafProblem: Readonly<Record<Leaf, (value: Json) => string | undefined>> = {
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
function isSound(value: Json | undefined, type: FieldType): boolean {
  if (value === undefined) return true;
  switch (type.kind) {
    case 'object': {
      if (!isObject(value)) return false;
      for (const key in value) {
        const inner = value[key];
        const field = type.fields.get(key);
        if (field === undefined || field.since !== undefined || field.until !== undefined) return false;
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

/** One walk through an object. The way to where it is grows and shrinks in one list: nothing is allocated where nothing is wrong. */
class Walk {
  private readonly faults: StructureFault[] = [];
  private readonly way: (string | number)[] = [];

  of(data: JsonObject, type: FieldType): readonly StructureFault[] {
    this.value(data, type);
    return this.faults;
  }

  private value(value: Json, type: FieldType): void {
    switch (type.kind) {
      case 'object':
        if (isObject(value)) this.object(value, type);
        else this.wrongType(value, 'an object');
        return;
      case 'map':
        if (isObject(value)) this.map(value, type.item);
        else this.wrongType(value, 'an object');
        return;
      case 'list':
        if (Array.isArray(value)) this.list(value, type);
        else this.wrongType(value, 'a list');
        return;
      default: {
        const problem = leafProblem[type.kind](value);
        if (problem !== undefined) this.wrongType(value, problem);
      }
    }
  }

  private object(value: JsonObject, type: Extract<FieldType, { kind: 'object' }>): void {
    for (const key in value) {
      const inner = value[key];
      const field = type.fields.get(key);
      if (inner === undefined) continue;
      this.way.push(key);
      if (!field) this.unknown(key, type.name);
      else {
        if (field.since !== undefined || field.until !== undefined) this.notAlways(key, field);
        if (inner !== null) this.value(inner, field.type);
      }
      this.way.pop();
    }
    for (const key of type.required) if (isMissing(value[key])) this.missing(key, value[key]);
  }

  private map(value: JsonObject, item: FieldType): void {
    for (const key in value) {
      const inner = value[key];
      if (inner === undefined || inner === null) continue;
      this.way.push(key);
      this.value(inner, item);
      this.way.pop();
    }
  }

  private list(value: readonly Json[], type: Extract<FieldType, { kind: 'list' }>): void {
    for (let at = 0; at < value.length; at += 1) {
      const inner = value[at];
      this.way.push(at);
      if (inner === null || inner === undefined) this.nothing(type);
      else this.value(inner, type.item);
      this.way.pop();
    }
    if (type.keys !== undefined && value.length > 0) this.alike(value, type.keys);
  }

  /** An item without content is the empty one, where items need not be told apart. */
  private nothing({ item, keys }: Extract<FieldType, { kind: 'list' }>): void {
    if (keys !== undefined) this.wrongType(null, keys.length > 0 ? 'an object' : 'a value');
    else if (item.kind === 'object') this.object({}, item);
  }

  private alike(value: readonly Json[], keys: NonNullable<Extract<FieldType, { kind: 'list' }>['keys']>): void {
    const seen = new Map<string, number>();
    for (let at = 0; at < value.length; at += 1) {
      const inner = value[at];
      if (inner === null || inner === undefined) continue;
      let key = '';
      if (keys.length === 0) key = `${typeof inner} ${inner}`;
      else if (!isObject(inner)) continue;
      else {
        let some = false;
        for (const { name, otherwise } of keys) {
          const part = Object.hasOwn(inner, name) ? inner[name] : otherwise;
          some ||= part !== undefined;
          key += `${typeof part} ${part}\n`;
        }
        if (!some)
          this.report('required', [...this.way, at], `the item has no ${keys[0]?.name}, which tells it from others`, 'give it one');
      }
      const first = seen.get(key);
      if (first !== undefined) this.twice(at, first, keys);
      else seen.set(key, at);
    }
  }

  private twice(at: number, first: number, keys: readonly { readonly name: string }[]): void {
    const same = keys.length === 0 ? 'value' : keys.map(({ name }) => name).join(' and ');
    const list = this.way.at(-1);
    const problem = `${list}[${at}] has the same ${same} as ${list}[${first}], and only one of them can be kept`;
    this.report('duplicate', [...this.way, at], problem, 'take one of them away, or tell them apart');
  }

  private unknown(key: string, type: string): void {
    this.report('unknown', [...this.way], `${type} has no field '${key}'`, 'correct its name, or take it away');
  }

  private wrongType(value: Json, expected: string): void {
    this.report('type', [...this.way], `${this.way.at(-1)} is ${quoted(value)}, and must be ${expected}`, `write ${expected}`);
  }

  private missing(key: string, value: Json | undefined): void {
    const problem = value === undefined || value === null ? `${key} is missing` : `${key} is empty`;
    this.report('required', value === undefined ? [...this.way] : [...this.way, key], problem, 'the field must be given');
  }

  private notAlways(key: string, { since, until }: KnownField): void {
    const when = since === undefined ? `until 1.${until}` : until === undefined ? `since 1.${since}` : `from 1.${since} to 1.${until}`;
    const fault = {
      path: [...this.way],
      problem: `Kubernetes knows '${key}' ${when}`,
      fix: 'take the field away, or upgrade the cluster first',
    };
    this.faults.push({ about: 'version', ...fault, since, until });
  }

  private report(about: 'unknown' | 'type' | 'required' | 'duplicate', path: Path, problem: string, fix: string): void {
    this.faults.push({ about, path, problem, fix });
  }
}

/** Nothing, or what is the same to a server: an empty text, list or zero. An empty object is looked into instead. */
const isMissing = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);
