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

/** The facts about a seat that load balancers depend on. */
export type BalancedSeat = Pick<SeatPlan, 'cluster' | 'role' | 'group' | 'members' | 'serves' | 'clientHost' | 'config'>;

/**
 * Decides where a system's load balancers run and to which clusters they route clients: those of the group that serves now. Load balancers
 * that fail over to another group would strand the writes of their clients.
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
  // Standbys have no share now, and get all clients in their turn.
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

/** The sites by cluster index, with the ranges of their clients: the declared ones, or those of the pods that can reach the site. */
export function sitesOf(access: LoadBalancerAccess, fleet: Pick<Fleet, 'clusters' | 'network'>): readonly BalancerSite[] {
  const sites = new Map(access.sites.map(site => [site.cluster.name, site]));
  return [...sites.values()]
    .sort((a, b) => a.cluster.index - b.cluster.index)
    .map(({ cluster, addresses }) => ({
      cluster,
      addresses: addresses ?? [],
      // Without a DNS name, clients in other clusters do not find a site.
      clientCidrs: access.clientCidrs ?? (access.name ? podsSeenFrom(cluster, fleet) : cluster.podCidrs),
      memberCidrs: fleet.network.bind(cluster).cidrs,
      pauseSeconds: Number(cluster.kubernetes.split('.')[1]) >= preStopSleepSince ? 5 : undefined,
    }));
}

/** The minor version of Kubernetes that enables `preStop.sleep` by default: a pause before the stop signal. */
const preStopSleepSince = 30;

function choiceOf({ failback }: LoadBalancerAccess, topology: Topology, sessions: Sessions): BalancerChoice {
  if (topology.kind === 'active-standby' || topology.traffic.kind === 'ordered') return { kind: 'ordered', failback: failback ?? 'manual' };
  return { kind: sessions.kind === 'source' ? 'hashed' : 'shared' };
}

/** The port that HAProxy's documentation uses for its statistics, 8404, or the next free one. */
function freePort(taken: readonly number[]): number {
  let port = 8404;
  while (taken.includes(port)) port += 1;
  return port;
}
