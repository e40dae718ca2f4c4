import type { ClusterManifests, UnitManifests } from '../objects/unit-manifests';
import type { NeededEdge } from './needed-edge';
import { neededTraffic } from './needed-traffic';
import { type Policy, policiesOf } from './network-policy';
import { type KnownPods, knownPods } from './system-pods';

/** The policies of a system in one cluster, and what they are checked against. */
export interface ClusterTraffic {
  readonly cluster: ClusterManifests;
  /** `system/cluster`. */
  readonly at: string;
  readonly namespace: string;
  readonly policies: readonly Policy[];
  readonly needed: readonly NeededEdge[];
  readonly known: KnownPods;
}

/** Computed once for all rules, since it is most of their work. It is kept only as long as the unit. */
const read = new WeakMap<UnitManifests, readonly ClusterTraffic[]>();

/** For each cluster of a system: its policies, the connections that it needs, and the pods by which the policies are tried. */
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
