import type { Topology } from '../../domain/topology';
import { type CandidateSeat, failoverOrder } from './failover-order';

/** The facts about a seat that its DNS names depend on. */
export interface NamedSeat extends CandidateSeat {
  /** Domain of the cluster's own names. */
  readonly domain: string;
  readonly clientHost: string | undefined;
}

/**
 * The clusters that DNS may route clients to without a decision, in failover order.
 *
 * With weighted traffic this includes clusters with a share of 0: their records answer once no other cluster does. Other mechanisms leave
 * those out.
 */
export const candidatesOf = <Seat extends NamedSeat>(topology: Topology, seats: readonly Seat[]): readonly Seat[] =>
  topology.kind === 'active-active' && topology.traffic.kind === 'weighted'
    ? seats.filter(({ serves, role }) => serves && role === 'active')
    : failoverOrder(topology, seats);

/** The share of each cluster by name; clusters without a declared share are missing. */
export const sharesOf = (topology: Topology): ReadonlyMap<string, number> =>
  new Map(
    topology.kind === 'active-active' && topology.traffic.kind === 'weighted'
      ? topology.traffic.shares.map(([cluster, share]) => [cluster.name, share])
      : [],
  );
