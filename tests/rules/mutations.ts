import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument, splitDocuments } from '../../lib/manifests/yaml/documents';
import { isObject, type Json, type JsonObject, type Path, pathText } from '../../lib/manifests/yaml/json';
import { commonObjects } from './common-objects';
import { growths } from './growth';

/** One change to one object. */
export interface Mutation {
  /** `StatefulSet settings: spec.replicas: -1`: of no two the same. */
  readonly name: string;
  /** What was changed. */
  readonly path: Path;
  readonly object: JsonObject;
}

/** All namespaced objects are tried in this namespace. */
export const namespace = 'georaft-server-test';

const clusterWide: ReadonlySet<string> = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'PriorityClass',
  'StorageClass',
  'IngressClass',
]);
const delivered = /^(argoproj\.io|cert-manager\.io|externaldns\.k8s\.io)\//;
const golden = join(__dirname, '..', 'golden');

/** The objects that users commonly add to what this repository renders: no change of what is rendered changes them. */
export const added: readonly JsonObject[] = commonObjects.map(moved);

/** The objects of the committed outputs, and those. Custom resources are their own servers' matter. */
export const originals: readonly JsonObject[] = [
  ...['lab-rfc2136', 'peer-tls', 'whitewater-kubernetes-api', 'whitewater-init-container', 'learner']
    .flatMap(variant => committed(join(golden, variant, 'dist')))
    .map(moved),
  ...added,
];

function committed(folder: string): readonly JsonObject[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yaml'))
    .sort()
    .flatMap(path => splitDocuments(readFileSync(join(folder, path), 'utf8')))
    .flatMap(document => {
      const read = readDocument(document);
      return read.kind === 'object' && !delivered.test(String(read.data['apiVersion'])) ? [read.data] : [];
    });
}

/** Into the namespace of the test, or with a name that nothing else in the cluster has. */
function moved(object: JsonObject): JsonObject {
  const metadata = object['metadata'] as JsonObject;
  const kept = clusterWide.has(String(object['kind']))
    ? { ...metadata, name: `${namespace}-${metadata['name']}` }
    : { ...metadata, namespace };
  return { ...object, metadata: kept };
}

/** Every mutation of these objects. What is the same place of the same kind, whatever the object, is changed in the same way once. */
export function mutations(objects: readonly JsonObject[] = originals): readonly Mutation[] {
  const seen = new Set<string>();
  const isNew = (what: string): boolean => !seen.has(what) && seen.add(what) !== undefined;
  return objects.flatMap(object => {
    const { kind } = object;
    const named = (path: Path, what: string): string =>
      `${kind} ${(object['metadata'] as JsonObject)['name']}: ${pathText(path) || 'the object'}: ${what}`;
    const changes = placesOf(object, []).flatMap(([path, value]) =>
      changesAt(object, path, value)
        .filter(([what]) => isNew(`${kind} ${pathText(path.map(step => (typeof step === 'number' ? 0 : step)))} ${typeof value}: ${what}`))
        .map(([what, changed]) => ({ name: named(path, what), path, object: changed })),
    );
    const grown = growths(object)
      .filter(({ of, path, value }) => isNew(`${kind} ${of} ${path.length} ${JSON.stringify(value)}`))
      .map(({ path, value }) => ({
        name: named(path, `now ${JSON.stringify(value)}`),
        path,
        object: withValue(object, path, value) as JsonObject,
      }));
    return [...changes, ...grown];
  });
}

function placesOf(value: Json | undefined, path: Path): readonly (readonly [Path, Json])[] {
  if (value === undefined) return [];
  const here: readonly (readonly [Path, Json])[] = [[path, value]];
  if (Array.isArray(value)) return [...here, ...value.flatMap((item: Json, at) => placesOf(item, [...path, at]))];
  return isObject(value) ? [...here, ...Object.keys(value).flatMap(key => placesOf(value[key], [...path, key]))] : here;
}

type Change = readonly [what: string, object: JsonObject];

function changesAt(object: JsonObject, path: Path, value: Json): readonly Change[] {
  const set = (what: string, to: Json | undefined): readonly Change[] => [[what, withValue(object, path, to) as JsonObject]];
  if (path.length === 0) return set('a field that nobody knows', { ...object, georaftUnknown: 'x' });
  // Where a request goes is made of these: a server of HTTP would judge them, and not Kubernetes.
  if (path.length === 1 && (path[0] === 'kind' || path[0] === 'apiVersion')) return [];
  const first = path[0] === 'metadata' && path.length <= 2 && (path[1] === undefined || path[1] === 'name' || path[1] === 'namespace');
  const common = first ? [] : [...set('gone', undefined), ...set('null', null)];
  if (Array.isArray(value)) return [...common, ...listChanges(value, set)];
  if (isObject(value))
    return [...(first ? set('a field that nobody knows', { ...value, georaftUnknown: 'x' }) : [...common, ...objectChanges(value, set)])];
  return [...common, ...leafChanges(path, value, set)];
}

type SetValue = (what: string, to: Json | undefined) => readonly Change[];

const listChanges = (value: readonly Json[], set: SetValue): readonly Change[] => [
  ...set('a text', 'text'),
  ...set('an object', {}),
  ...set('empty', []),
  ...set('with nothing in it', [...value, null]),
  ...(value.length > 0 ? set('the first item twice', [...value, value[0] as Json]) : []),
  ...(value.length > 1 ? set('the other way round', [...value].reverse()) : []),
];

const objectChanges = (value: JsonObject, set: SetValue): readonly Change[] => [
  ...set('a text', 'text'),
  ...set('a list', []),
  ...set('empty', {}),
  ...set('a field that nobody knows', { ...value, georaftUnknown: 'x' }),
  ...set('a field with an odd name', { ...value, 'Odd Name': 'x' }),
];

function leafChanges(path: Path, value: Json, set: SetValue): readonly Change[] {
  switch (typeof value) {
    case 'boolean':
      return [...set('the opposite', !value), ...set('a text', 'true'), ...set('a number', 1)];
    case 'number':
      return [-1, 0, 1, 65_536, 2 ** 31, 2 ** 32 + 1, 2 ** 53, 1e21, 1.5, 'text', '10', '', true, {}].flatMap(to =>
        set(JSON.stringify(to), to),
      );
    default:
      return texts(path).flatMap(to => set(typeof to === 'string' && to.length > 30 ? `${to.length} characters` : JSON.stringify(to), to));
  }
}

const texts = (path: Path): readonly Json[] => {
  const odd: Json[] = [
    '',
    'Upper',
    'under_score',
    'a.b',
    'a b',
    'line\nbreak',
    '-a',
    'a-',
    '1a',
    'ä',
    'a'.repeat(64),
    'a'.repeat(254),
    'a/b',
    'A/b/c',
    '..',
    '../a',
    '/a',
    '%',
    '*',
    '10',
    '-1',
    '1.5Gi',
    5,
    1.5,
    true,
    {},
    [],
  ];
  // Another namespace that can exist does not exist, which is not what the rules are about.
  if (path[1] === 'namespace' && path.length === 2) return ['Upper', 'under_score', 'a.b', 'a b', '-a', 'a-', 'a'.repeat(64)];
  // The name is a part of the request's path.
  return path.length === 2 && path[0] === 'metadata'
    ? odd.filter(text => typeof text === 'string' && text !== '' && text !== '..' && !text.includes('/'))
    : odd;
};

function withValue(from: Json | undefined, [step, ...rest]: Path, to: Json | undefined): Json | undefined {
  if (step === undefined) return to;
  if (Array.isArray(from)) {
    const items = from.map((item: Json, at) => (at === step ? withValue(item, rest, to) : item));
    return items.filter((item): item is Json => item !== undefined);
  }
  const object = isObject(from) ? from : {};
  return Object.fromEntries(
    Object.entries({ ...object, [step]: withValue(object[step], rest, to) }).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined,
    ),
  );
}
