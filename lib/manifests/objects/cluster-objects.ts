import type { AppliedObject } from './applied-object';
import type { ClusterManifests } from './unit-manifests';

/** Read once for all rules that ask. Nothing is kept longer than the unit itself. */
const read = new WeakMap<ClusterManifests, ReadonlyMap<string, readonly AppliedObject[]>>();
const none: readonly AppliedObject[] = [];

/** The objects of one kind that a cluster applies for a unit, in the order of the files. */
export function objectsOf(cluster: ClusterManifests, kind: string): readonly AppliedObject[] {
  let byKind = read.get(cluster);
  if (!byKind) {
    byKind = groupedByKind(cluster.objects);
    read.set(cluster, byKind);
  }
  return byKind.get(kind) ?? none;
}

function groupedByKind(objects: readonly AppliedObject[]): ReadonlyMap<string, readonly AppliedObject[]> {
  const byKind = new Map<string, AppliedObject[]>();
  for (const object of objects) {
    const same = byKind.get(object.kind);
    if (same) same.push(object);
    else byKind.set(object.kind, [object]);
  }
  return byKind;
}

/** An object of a cluster by kind, name and namespace; in a folder without a plan it may lie in another unit. */
export function objectOf(cluster: ClusterManifests, kind: string, name: string, namespace: string): AppliedObject | undefined {
  const own = objectsOf(cluster, kind);
  const exact = own.find(object => object.name === name && object.namespace === namespace);
  if (exact || !cluster.around) return exact;
  const there = (object: AppliedObject): boolean => object.name === name && inOneNamespace(cluster, object.namespace, namespace);
  return own.find(there) ?? cluster.around.named(kind, name).find(there);
}

/** The objects of one kind in a cluster; in a folder without a plan also those of other units. */
export const objectsAround = (cluster: ClusterManifests, kind: string): readonly AppliedObject[] =>
  cluster.around ? [...objectsOf(cluster, kind), ...cluster.around.of(kind)] : objectsOf(cluster, kind);

/**
 * Whether two objects are, or can be, in one namespace. Without a plan, what names none is put into whatever namespace
 * `kubectl apply --namespace` or a chart's release says, and that can be the one which the other names.
 */
export const inOneNamespace = ({ around }: ClusterManifests, one: string, other: string): boolean =>
  one === other || (around !== undefined && (one === '' || other === ''));
