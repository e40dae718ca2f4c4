import { isObject, type Json } from '../manifests/yaml/json';
import { isSameValue } from './same-value';

/** One field that differs between two objects. List items that have names are compared by name, not by position. */
export interface FieldDifference {
  /** `template.spec.containers[etcd].env[POD_NAME].value`. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Every field that differs between two values. A list whose items have no names is one field. */
export function fieldDifferences(before: Json | undefined, after: Json | undefined, path = ''): readonly FieldDifference[] {
  if (isSameValue(before, after)) return [];
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  if (old && now && old.kind === now.kind) {
    const keys = new Set([...old.fields.keys(), ...now.fields.keys()]);
    const at = (key: string): string => (old.kind === 'list' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);
    return [...keys].flatMap(key => fieldDifferences(old.fields.get(key), now.fields.get(key), at(key)));
  }
  return [{ path, before, after }];
}

interface Fields {
  readonly kind: 'object' | 'list';
  readonly fields: ReadonlyMap<string, Json | undefined>;
}

/** Fields that name the items of a list, as for server-side apply. */
const names = ['name', 'mountPath', 'topologyKey', 'port'] as const;

function fieldsOf(value: Json | undefined): Fields | undefined {
  if (isObject(value)) return { kind: 'object', fields: new Map(Object.entries(value)) };
  if (!Array.isArray(value)) return undefined;
  const items = value as readonly Json[];
  const key = names.find(name => items.every(item => isObject(item) && item[name] !== undefined));
  if (key === undefined || items.length === 0) return undefined;
  const fields = new Map(items.map(item => [String((item as { readonly [key: string]: Json })[key]), item]));
  // A name that repeats does not identify an item.
  return fields.size === items.length ? { kind: 'list', fields } : undefined;
}
