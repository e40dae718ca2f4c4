import { Cluster } from '../../domain/cluster';
import type { Fleet } from '../../domain/fleet';
import type { FleetPlan, SystemPlan } from '../model/system-plan';

/** The plan of the whole fleet. Its order does not depend on the order in which clusters and systems were declared. */
export function planFleet(fleet: Fleet, systems: readonly SystemPlan[]): FleetPlan {
  return {
    fleet,
    clusters: Cluster.inOrder(fleet.clusters),
    systems: [...systems].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  };
}
