import type { Cluster } from '../../domain/cluster';
import type { Topology } from '../../domain/topology';

/** The facts about a seat that decide whether clients may be routed to it. */
export interface CandidateSeat {
  readonly cluster: Cluster;
  /** `active` if the cluster serves now. */
  readonly role: string;
  readonly serves: boolean;
  readonly group: { readonly name: string };
}

/**
 * The clusters that a mechanism may route clients to without a decision, in failover order.
 *
 * They are all of the group that serves. A failover to another group without a decision would strand writes in the old one. Where all
 * clusters serve, they are in the order of their traffic, and clusters without traffic are left out.
 */
export function failoverOrder<Given extends CandidateSeat>(topology: Topology, seats: readonly Given[]): readonly Given[] {
  const order = orderOf(topology);
  const active = seats.filter(({ role }) => role === 'active');
  const serving = new Set(active.map(({ group }) => group.name));
  const waiting = topology.kind === 'active-standby' ? seats.filter(seat => seat.role !== 'active' && seat.serves) : [];
  return [...ordered(active, order), ...ordered(waiting, order)].filter(({ group }) => serving.has(group.name));
}

/** The share of the traffic that a cluster gets: its weight; or 1 for each cluster that serves and 0 for a standby. */
export function shareOf(topology: Topology, { cluster, role }: CandidateSeat): number {
  if (topology.kind === 'active-standby') return role === 'active' ? 1 : 0;
  const { traffic } = topology;
  return traffic.kind === 'weighted' ? (traffic.shares.find(([{ name }]) => name === cluster.name)?.[1] ?? 0) : 1;
}

/** Names of clusters in order; clusters that are not named get no clients. */
function orderOf(topology: Topology): readonly string[] {
  if (topology.kind === 'active-standby') {
    return [topology.active.cluster, ...topology.standbys.map(({ cluster }) => cluster)].map(({ name }) => name);
  }
  const { traffic, seats } = topology;
  switch (traffic.kind) {
    case 'ordered':
      return traffic.clusters.map(({ name }) => name);
    case 'weighted':
      return byIndex(traffic.shares.filter(([, share]) => share > 0).map(([cluster]) => cluster));
    case 'geo':
      return byIndex(traffic.locations.map(([cluster]) => cluster));
    case 'round-robin':
    case 'latency':
    case 'proximity':
      return byIndex(seats.map(({ cluster }) => cluster));
  }
}

const byIndex = (clusters: readonly { readonly name: string; readonly index: number }[]): readonly string[] =>
  [...clusters].sort((a, b) => a.index - b.index).map(({ name }) => name);

const ordered = <Given extends CandidateSeat>(seats: readonly Given[], order: readonly string[]): readonly Given[] =>
  seats.filter(({ cluster }) => order.includes(cluster.name)).sort((a, b) => order.indexOf(a.cluster.name) - order.indexOf(b.cluster.name));
