import type { Cluster } from '../domain/cluster';
import type { Topology } from '../domain/topology';

/** What a name needs to know of a seat. */
export interface NamedSeat {
  readonly cluster: Cluster;
  readonly role: string;
  /** Whether it can be made the one that serves. */
  readonly serves: boolean;
  readonly group: { readonly name: string };
  /** Domain of its members, below which its own names lie. */
  readonly domain: string;
  readonly clientHost: string | undefined;
}

/**
 * The clusters that a name may lead to without anybody's decision, in the order in which they take over.
 *
 * Of an active-standby system these are the clusters of the group that serves. One with a group of its own is promoted by a
 * decision: a provider that moves clients to it by itself would strand their writes.
 */
export function candidatesOf<Seat extends NamedSeat>(topology: Topology, seats: readonly Seat[]): readonly Seat[] {
  const serving = seats.filter(({ serves }) => serves);
  const active = serving.filter(({ role }) => role === 'active');
  if (topology.kind === 'active-standby') {
    const others = serving.filter(({ role, group }) => role !== 'active' && group.name === active[0]?.group.name);
    return [
      ...active,
      ...inOrder(
        others,
        topology.standbys.map(({ cluster }) => cluster),
      ),
    ];
  }
  const { traffic } = topology;
  switch (traffic.kind) {
    case 'ordered':
      return inOrder(named(active, traffic.clusters), traffic.clusters);
    case 'geo':
      return named(
        active,
        traffic.locations.map(([cluster]) => cluster),
      );
    case 'weighted':
    case 'round-robin':
    case 'latency':
    case 'proximity':
      return active;
  }
}

const named = <Seat extends NamedSeat>(seats: readonly Seat[], clusters: readonly Cluster[]): readonly Seat[] =>
  seats.filter(seat => clusters.some(({ name }) => name === seat.cluster.name));

/** A cluster that is not in the list was the first: a commit has exchanged its role. */
function inOrder<Seat extends NamedSeat>(seats: readonly Seat[], clusters: readonly Cluster[]): readonly Seat[] {
  const place = (seat: Seat): number => clusters.findIndex(({ name }) => name === seat.cluster.name);
  return [...seats].sort((a, b) => place(a) - place(b));
}

/** The share of each cluster, by name; none for one that is not given any. */
export const sharesOf = (topology: Topology): ReadonlyMap<string, number> =>
  new Map(
    topology.kind === 'active-active' && topology.traffic.kind === 'weighted'
      ? topology.traffic.shares.map(([cluster, share]) => [cluster.name, share])
      : [],
  );
