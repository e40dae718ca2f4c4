import { Cluster } from '../../domain/cluster';
import type { Fleet } from '../../domain/fleet';
import type { FleetPlan, SystemPlan } from '../model/system-plan';

/** The whole fleet, in an order that does not depend on the order in which anything was listed. */
export function planFleet(fleet: Fleet, systems: readonly SystemPlan[]): FleetPlan {
  return {
    fleet,
    clusters: Cluster.inOrder(fleet.clusters),
    systems: [...systems].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  };
}
