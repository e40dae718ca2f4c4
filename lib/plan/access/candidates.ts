import type { Topology } from '../../domain/topology';
import { type CandidateSeat, failoverOrder } from './failover-order';

/** What a name needs to know of a seat. */
export interface NamedSeat extends CandidateSeat {
  /** Domain of its members, below which its own names lie. */
  readonly domain: string;
  readonly clientHost: string | undefined;
}

/**
 * The clusters that a name may lead to without anybody's decision, in the order in which they take over: those that any mechanism leads
 * to, and of weighted traffic those with a share of 0 too, whose records answer once no other cluster does.
 */
export const candidatesOf = <Seat extends NamedSeat>(topology: Topology, seats: readonly Seat[]): readonly Seat[] =>
  topology.kind === 'active-active' && topology.traffic.kind === 'weighted'
    ? seats.filter(({ serves, role }) => serves && role === 'active')
    : failoverOrder(topology, seats);

/** The share of each cluster, by name; none for one that is not given any. */
export const sharesOf = (topology: Topology): ReadonlyMap<string, number> =>
  new Map(
    topology.kind === 'active-active' && topology.traffic.kind === 'weighted'
      ? topology.traffic.shares.map(([cluster, share]) => [cluster.name, share])
      : [],
  );
