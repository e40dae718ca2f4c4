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

/** An object of a cluster by kind, name and namespace. */
export const objectOf = (cluster: ClusterManifests, kind: string, name: string, namespace: string): AppliedObject | undefined =>
  objectsOf(cluster, kind).find(object => object.name === name && object.namespace === namespace);
