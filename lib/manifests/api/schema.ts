import table from './fields.json';

/** The type of a field. */
export type FieldType =
  | { readonly kind: Leaf }
  | {
      readonly kind: 'object';
      readonly name: string;
      readonly fields: ReadonlyMap<string, KnownField>;
      readonly required: readonly string[];
    }
  | { readonly kind: 'map'; readonly item: FieldType }
  | { readonly kind: 'list'; readonly item: FieldType; readonly keys: readonly ItemKey[] | undefined };

/** The type of a value without parts. */
export type Leaf = 'string' | 'boolean' | 'int32' | 'int64' | 'number' | 'quantity' | 'int-or-string' | 'time' | 'bytes' | 'open';

/** A field of an object, and the minor versions of Kubernetes that have it. */
export interface KnownField {
  readonly type: FieldType;
  /** The first minor version with the field; undefined: every version in the table. */
  readonly since: number | undefined;
  /** The last minor version with the field; undefined: the newest still has it. */
  readonly until: number | undefined;
  /** The first minor version that keeps the field without its feature gate turned on; undefined: every version that has it. */
  readonly kept: number | undefined;
}

/** A key of the items of a list, and its default. A list whose items have no keys is a set. */
export interface ItemKey {
  readonly name: string;
  readonly otherwise: string | number | undefined;
}

const types: Readonly<Record<string, Readonly<Record<string, string>>>> = table.types;
const kinds: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(table.kinds).map(([version, names]) => [version, new Set<string>(names)]),
);
const served: Readonly<Record<string, Readonly<Record<string, string>>>> = table.served;

const leaves: ReadonlySet<string> = new Set([
  'string',
  'boolean',
  'int32',
  'int64',
  'number',
  'quantity',
  'int-or-string',
  'time',
  'bytes',
  'open',
]);
const leafTypes = new Map<string, FieldType>([...leaves].map(kind => [kind, { kind: kind as Leaf }]));
const objectTypes = new Map<string, FieldType>();
const written = /^([[{]*)([\w-]*?)(!?)(#[\w,=]*)?(~\d+)?(\+\d+)?(-\d+)?$/;

/** The type of the objects of a kind; undefined for a kind that is not in the table. A type is built when it is first needed. */
export function typeOfKind(apiVersion: string, kind: string): FieldType | undefined {
  return kinds.get(apiVersion)?.has(kind) ? objectType(kind) : undefined;
}

function objectType(name: string): FieldType {
  const known = objectTypes.get(name);
  if (known) return known;
  const fields = new Map<string, KnownField>();
  const required: string[] = [];
  const type: FieldType = { kind: 'object', name, fields, required };
  // Stored before its fields are built, since a type may contain itself.
  objectTypes.set(name, type);
  for (const [field, text] of Object.entries(types[name] ?? {})) {
    const [, around = '', inner = '', must, keys, kept, since, until] = written.exec(text) ?? [];
    fields.set(field, { type: wrapped(around, inner, keys), since: minor(since), until: minor(until), kept: minor(kept) });
    if (must) required.push(field);
  }
  return type;
}

const minor = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text.slice(1)));

function wrapped(around: string, inner: string, keys: string | undefined): FieldType {
  const type = leafTypes.get(inner) ?? objectType(inner);
  if (around === '') return type;
  const item = wrapped(around.slice(1), inner, undefined);
  return around[0] === '{'
    ? { kind: 'map', item }
    : { kind: 'list', item, keys: keys === undefined ? undefined : itemKeys(keys.slice(1), inner) };
}

function itemKeys(text: string, inner: string): readonly ItemKey[] {
  if (text === '') return [];
  return text.split(',').map(part => {
    const [name = '', otherwise] = part.split('=');
    const type = types[inner]?.[name] ?? '';
    return { name, otherwise: otherwise ?? (type.includes('!') ? (type.startsWith('int') ? 0 : '') : undefined) };
  });
}

/** Which minor versions of Kubernetes 1 serve a kind. */
export type Service =
  | { readonly kind: 'served'; readonly since: number | undefined; readonly until: number | undefined }
  /** The group is Kubernetes' own, and no version in the table serves the kind. */
  | { readonly kind: 'never' }
  /** The group is not Kubernetes' own: a custom resource. */
  | { readonly kind: 'custom' };

const ownGroups: ReadonlySet<string> = new Set([...Object.keys(served).map(groupName), 'extensions']);

function groupName(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Which versions of Kubernetes serve a kind in an API version. */
export function serviceOf(apiVersion: string, kind: string): Service {
  const span = Object.hasOwn(served, apiVersion) ? served[apiVersion]?.[kind] : undefined;
  if (span === undefined) return { kind: ownGroups.has(groupName(apiVersion)) ? 'never' : 'custom' };
  const [, since, until] = /^(\+\d+)?(-\d+)?$/.exec(span) ?? [];
  return { kind: 'served', since: minor(since), until: minor(until) };
}

/** Whether any version of Kubernetes serves a kind of this name in any group. */
export const isKnownKind = (kind: string): boolean => Object.values(served).some(kinds => Object.hasOwn(kinds, kind));
