import type { ClusterManifests, UnitManifests } from '../objects/unit-manifests';
import type { NeededEdge } from './needed-edge';
import { neededTraffic } from './needed-traffic';
import { type Policy, policiesOf } from './network-policy';
import { type KnownPods, knownPods } from './system-pods';

/** What decides about the traffic of a system in one cluster. */
export interface ClusterTraffic {
  readonly cluster: ClusterManifests;
  /** `system/cluster`. */
  readonly at: string;
  readonly namespace: string;
  readonly policies: readonly Policy[];
  readonly needed: readonly NeededEdge[];
  readonly known: KnownPods;
}

/** Read once for all rules that ask: it is most of what they do. Nothing is kept longer than the unit itself. */
const read = new WeakMap<UnitManifests, readonly ClusterTraffic[]>();

/** The policies of a system in each of its clusters, the traffic that is needed, and the pods that both are about. */
export function systemTraffic(unit: UnitManifests): readonly ClusterTraffic[] {
  const before = read.get(unit);
  if (before) return before;
  const { system } = unit;
  const needs = neededTraffic(unit);
  const traffic = unit.clusters.flatMap(cluster => {
    const needed = needs(cluster);
    if (!system || !cluster.seat || needed.length === 0 || cluster.objects.length === 0) return [];
    return [
      {
        cluster,
        at: `${system.name}/${cluster.cluster}`,
        namespace: system.namespace,
        policies: policiesOf(cluster, system.namespace),
        needed,
        known: knownPods(cluster, system, cluster.seat, needed),
      },
    ];
  });
  read.set(unit, traffic);
  return traffic;
}
