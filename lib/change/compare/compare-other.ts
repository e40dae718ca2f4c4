import { type JsonObject, valueAt } from '../../manifests/yaml/json';
import type { ChangeKind } from '../catalogue';
import { type Change, changeOf } from '../change';
import { type FieldDifference, fieldDifferences } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

/** What a change of an object is by its kind, where nothing else knows more of it. */
const kinds: Readonly<Record<string, ChangeKind>> = {
  ...of('object.way-in', 'Ingress', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'Gateway', 'VirtualService', 'DestinationRule'),
  ...of('object.way-in', 'ServiceEntry', 'ServiceExport', 'ServiceImport', 'BackendTrafficPolicy', 'Service'),
  ...of('object.published', 'DNSEndpoint', 'Gslb', 'ConfigMap'),
  ...of('object.rights', 'ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'),
  ...of('object.mirror', 'Deployment'),
  ...of('object.task', 'Job', 'CronJob'),
  ...of('object.namespace', 'Namespace'),
};

function of(kind: ChangeKind, ...names: readonly string[]): Readonly<Record<string, ChangeKind>> {
  return Object.fromEntries(names.map(name => [name, kind]));
}

/** Kinds of objects that hold data, or take other objects along. */
const holdsData = /^(PersistentVolumeClaim|PersistentVolume|StatefulSet|Namespace|Secret|CustomResourceDefinition)$/;

/** What changes of an object that nothing else compares. */
export function compareOther(pair: ObjectPair, context: PairContext): readonly Change[] {
  const { kind, name, before, after, unit, file } = pair;
  const { place, formed, old, now, nextSeat } = context;
  const values = { ...context.values, file };
  const called = `${kind} ${name}`;
  const ours = old !== undefined || now !== undefined || isOurs((after ?? before)?.data);
  const changes = (of: ChangeKind, was?: unknown, is?: unknown): Change => changeOf(of, { place, before: was, after: is, formed, values });
  if ([before, after].some(each => keepsData(each?.data))) return [changes('storage.claims', sizeOf(before?.data), sizeOf(after?.data))];
  if (!before) return [changes(ours ? 'object.appears' : 'chart.appears', undefined, called)];
  if (!after) {
    // What goes with a system, or with its cluster, is said of that.
    if ((old && !nextSeat) || (!ours && unit === '')) return [];
    // A job that is done, or is not to be done any more.
    if (ours && kinds[kind] === 'object.task') return [changes('object.task', called)];
    if (ours) return [changes(holdsData.test(kind) ? 'chart.data-goes' : 'object.goes', called)];
    return [changes(holdsData.test(kind) ? 'chart.data-goes' : 'chart.goes', called)];
  }
  const differences = fieldDifferences(before.data, after.data);
  const facts = [sides(differences, 'before'), sides(differences, 'after')] as const;
  if (losesConfirmation(differences)) return [changes('storage.unconfirmed', ...facts)];
  if (!ours) return [changes('chart.changes', ...facts)];
  const onlyMetadata = differences.every(({ path }) => path.startsWith('metadata.')) && kind !== 'Namespace';
  return [changes(onlyMetadata ? 'object.metadata' : (kinds[kind] ?? 'object.other'), ...facts)];
}

/** A claim that stays where nothing names it any more. */
const keepsData = (data: JsonObject | undefined): boolean =>
  data?.['kind'] === 'PersistentVolumeClaim' &&
  /"argocd\.argoproj\.io\/sync-options":"Prune=false,Delete=false"/.test(JSON.stringify(data));

const sizeOf = (data: JsonObject | undefined): unknown => data && valueAt(data, 'spec', 'resources', 'requests', 'storage');

/** What this package renders says so; of ExternalDNS, what it is. */
const isOurs = (data: JsonObject | undefined): boolean =>
  /"app\.kubernetes\.io\/(managed-by":"georaft|name":"external-dns)"/.test(JSON.stringify(data?.['metadata'] ?? {}));

const losesConfirmation = (differences: readonly FieldDifference[]): boolean =>
  differences.some(
    ({ path, before, after }) =>
      path.includes('argocd.argoproj.io/sync-options') &&
      String(before).includes('Prune=confirm') &&
      !String(after).includes('Prune=confirm'),
  );

const sides = (differences: readonly FieldDifference[], side: 'before' | 'after'): readonly string[] =>
  differences.flatMap(({ path, [side]: value }) =>
    value === undefined ? [] : [`${path}: ${typeof value === 'string' ? value : JSON.stringify(value)}`],
  );
