import type { AppliedObject } from './applied-object';
import type { ClusterManifests } from './unit-manifests';

/** The objects are grouped once for all rules. A group is kept only as long as its unit. */
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

/** An object of a cluster by kind, name and namespace. In a folder without a plan it may be in another unit. */
export function objectOf(cluster: ClusterManifests, kind: string, name: string, namespace: string): AppliedObject | undefined {
  const own = objectsOf(cluster, kind);
  const exact = own.find(object => object.name === name && object.namespace === namespace);
  if (exact || !cluster.surroundings) return exact;
  const matches = (object: AppliedObject): boolean => object.name === name && inOneNamespace(cluster, object.namespace, namespace);
  return own.find(matches) ?? cluster.surroundings.named(kind, name).find(matches);
}

/** The objects of one kind in a cluster; in a folder without a plan also those of other units. */
export const objectsAround = (cluster: ClusterManifests, kind: string): readonly AppliedObject[] =>
  cluster.surroundings ? [...objectsOf(cluster, kind), ...cluster.surroundings.of(kind)] : objectsOf(cluster, kind);

/**
 * Whether two objects are, or can be, in one namespace. Without a plan, an object that names no namespace goes into the one of
 * `kubectl apply --namespace` or of a chart's release. That can be the namespace that the other object names.
 */
export const inOneNamespace = ({ surroundings }: ClusterManifests, one: string, other: string): boolean =>
  one === other || (surroundings !== undefined && (one === '' || other === ''));
