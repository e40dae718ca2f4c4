import type { AppliedObject } from './applied-object';
import type { ClusterManifests } from './output';

const known = new WeakMap<ClusterManifests, ReadonlyMap<string, AppliedObject>>();

/** A ConfigMap that a cluster applies for a unit; undefined where it applies none of that name. Looked up once for all rules. */
export function configMap(cluster: ClusterManifests, namespace: string, name: string): AppliedObject | undefined {
  let maps = known.get(cluster);
  if (!maps) {
    maps = new Map(
      cluster.objects.filter(({ kind }) => kind === 'ConfigMap').map(object => [`${object.namespace}/${object.name}`, object]),
    );
    known.set(cluster, maps);
  }
  return maps.get(`${namespace}/${name}`);
}
