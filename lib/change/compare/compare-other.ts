import { type JsonObject, valueAt } from '../../manifests/yaml/json';
import type { ChangeKind } from '../catalogue';
import { type Change, changeOf } from '../change';
import { type FieldDifference, fieldDifferences } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import { isBalancer } from './compare-inputs';
import type { PairContext } from './pair-context';

/** The kind of change for each kind of object, where no other comparator decides. */
const kinds: Readonly<Record<string, ChangeKind>> = {
  ...of('object.exposure', 'Ingress', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'Gateway', 'VirtualService', 'DestinationRule'),
  ...of('object.exposure', 'ServiceEntry', 'ServiceExport', 'ServiceImport', 'BackendTrafficPolicy', 'Service'),
  ...of('object.published', 'DNSEndpoint', 'Gslb', 'ConfigMap'),
  ...of('object.rights', 'ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'),
  ...of('object.mirror', 'Deployment'),
  ...of('object.task', 'Job', 'CronJob'),
  ...of('object.namespace', 'Namespace'),
};

function of(kind: ChangeKind, ...names: readonly string[]): Readonly<Record<string, ChangeKind>> {
  return Object.fromEntries(names.map(name => [name, kind]));
}

/** The Deployments that georaft makes are mirrors and load balancers. */
const kindOf = ({ kind, name }: ObjectPair): ChangeKind =>
  kind === 'Deployment' && isBalancer(name) ? 'access.balancer' : (kinds[kind] ?? 'object.other');

/** Kinds of objects that hold data, or whose deletion deletes other objects. */
const holdsData = /^(PersistentVolumeClaim|PersistentVolume|StatefulSet|Namespace|Secret|CustomResourceDefinition)$/;

/** Changes to an object that no other comparator knows. */
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
    // The removal of its system or of its cluster is a change that covers it.
    if ((old && !nextSeat) || (!ours && unit === '')) return [];
    // A job that has finished, or is no longer needed.
    if (ours && kinds[kind] === 'object.task') return [changes('object.task', called)];
    if (ours) return [changes(holdsData.test(kind) ? 'chart.data-goes' : 'object.goes', called)];
    return [changes(holdsData.test(kind) ? 'chart.data-goes' : 'chart.goes', called)];
  }
  const differences = fieldDifferences(before.data, after.data);
  const facts = [sides(differences, 'before'), sides(differences, 'after')] as const;
  if (losesConfirmation(differences)) return [changes('storage.unconfirmed', ...facts)];
  if (!ours) return [changes('chart.changes', ...facts)];
  const onlyMetadata = differences.every(({ path }) => path.startsWith('metadata.')) && kind !== 'Namespace';
  return [changes(onlyMetadata ? 'object.metadata' : kindOf(pair), ...facts)];
}

/** A claim that stays where nothing names it any more. */
const keepsData = (data: JsonObject | undefined): boolean =>
  data?.['kind'] === 'PersistentVolumeClaim' &&
  /"argocd\.argoproj\.io\/sync-options":"Prune=false,Delete=false"/.test(JSON.stringify(data));

const sizeOf = (data: JsonObject | undefined): unknown => data && valueAt(data, 'spec', 'resources', 'requests', 'storage');

/** Whether this package renders the object: it has the label of georaft, or that of ExternalDNS. */
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
