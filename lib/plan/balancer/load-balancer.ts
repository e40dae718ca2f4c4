import type { LoadBalancerAccess } from '../../domain/access';
import type { Sessions } from '../../domain/client-terms';
import type { Fleet } from '../../domain/fleet';
import type { Topology } from '../../domain/topology';
import { failoverOrder, shareOf } from '../access/failover-order';
import { podsSeenFrom } from '../access/pods-seen';
import { balancerName } from '../members/object-names';
import type { BalancerChoice, BalancerPlan, BalancerSite } from '../model/balancer-plan';
import type { SeatPlan } from '../model/system-plan';
import { checkOf, clientPorts, serversOf } from './balancer-servers';
import { shareWeights } from './share-weights';

/** What a balancer needs to know of a cluster of the system. */
export type BalancedSeat = Pick<SeatPlan, 'cluster' | 'role' | 'group' | 'members' | 'serves' | 'clientHost' | 'config'>;

/**
 * Where a system's load balancers run, and whom they lead clients to: clusters of the group that serves now, and of no other, since
 * the writes of another group's clients would be stranded there.
 */
export function planBalancer(
  system: string,
  access: LoadBalancerAccess,
  topology: Topology,
  seats: readonly BalancedSeat[],
  fleet: Pick<Fleet, 'clusters' | 'network'>,
): BalancerPlan {
  const sessions = access.sessions ?? { kind: 'free' };
  const order = failoverOrder(topology, seats);
  const [first] = order;
  const ports = clientPorts(first?.config);
  const check = checkOf(access, first?.config);
  // Those that wait in an order have no share yet, and get all of it in their turn.
  const share = (seat: BalancedSeat): number => (topology.kind === 'active-standby' ? 1 : shareOf(topology, seat));
  return {
    name: balancerName(system),
    system,
    access,
    sites: sitesOf(access, fleet),
    replicas: access.replicas ?? 2,
    healthPort: freePort(ports.map(({ port }) => port)),
    healthPortName: ports.some(({ name }) => name === 'health') ? 'haproxy-health' : 'health',
    choice: choiceOf(access, topology, sessions),
    check,
    sessions,
    partialFailure: access.partialFailure ?? { kind: 'abort' },
    routes: ports.map(({ name, port }) => {
      const served = order.map(seat => ({ cluster: seat.cluster.name, share: share(seat), servers: serversOf(access, seat, name) }));
      const weights = shareWeights(served.map(one => ({ share: one.share, servers: one.servers.length })));
      return { name, port, clusters: served.map((one, position) => ({ ...one, weight: weights[position] ?? 1 })) };
    }),
  };
}

/** The places by cluster index, with the clients of each: those that are declared, or the pods that can reach it. */
export function sitesOf(access: LoadBalancerAccess, fleet: Pick<Fleet, 'clusters' | 'network'>): readonly BalancerSite[] {
  const sites = new Map(access.sites.map(site => [site.cluster.name, site]));
  return [...sites.values()]
    .sort((a, b) => a.cluster.index - b.cluster.index)
    .map(({ cluster, addresses }) => ({
      cluster,
      addresses: addresses ?? [],
      // Without a name nobody outside knows of a place.
      clientCidrs: access.clientCidrs ?? (access.name ? podsSeenFrom(cluster, fleet) : cluster.podCidrs),
      memberCidrs: fleet.network.bind(cluster).cidrs,
      pauseSeconds: Number(cluster.kubernetes.split('.')[1]) >= pausesSince ? 5 : undefined,
    }));
}

/** The minor version of Kubernetes that has a pause of its own before the stop signal. */
const pausesSince = 30;

function choiceOf({ failback }: LoadBalancerAccess, topology: Topology, sessions: Sessions): BalancerChoice {
  if (topology.kind === 'active-standby' || topology.traffic.kind === 'ordered') return { kind: 'ordered', failback: failback ?? 'manual' };
  return { kind: sessions.kind === 'source' ? 'hashed' : 'shared' };
}

/** The port that HAProxy's own documentation has for its figures, or the next that is free. */
function freePort(taken: readonly number[]): number {
  let port = 8404;
  while (taken.includes(port)) port += 1;
  return port;
}
