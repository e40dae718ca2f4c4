import type { LoadBalancerAccess } from '../domain/access';
import type { Sessions } from '../domain/client-terms';
import { Cluster } from '../domain/cluster';
import type { Topology } from '../domain/topology';
import type { BalancerChoice, BalancerPlace, BalancerPlan } from './balancer-plan';
import { checkOf, clientPorts, serversOf } from './balancer-servers';
import { balancerName } from './names';
import { shareWeights } from './share-weights';
import type { SeatPlan } from './system-plan';

/** What a balancer needs to know of a cluster of the system. */
export type BalancedSeat = Pick<SeatPlan, 'cluster' | 'role' | 'group' | 'members' | 'serves' | 'clientHost' | 'config'>;

/** Replicas in each place, where nothing else is said. */
export const balancerReplicas = ({ replicas }: LoadBalancerAccess): number => replicas ?? 2;

/**
 * Where a system's load balancers run, and whom they lead clients to: clusters of the group that serves now, and of no other, since
 * the writes of another group's clients would be stranded there.
 */
export function planBalancer(
  system: string,
  access: LoadBalancerAccess,
  topology: Topology,
  seats: readonly BalancedSeat[],
  clusters: readonly Cluster[],
): BalancerPlan {
  const sessions = access.sessions ?? { kind: 'free' };
  const chosen = chosenSeats(topology, seats);
  const [first] = chosen;
  const ports = clientPorts(first?.seat.config);
  const check = checkOf(access, first?.seat.config);
  return {
    name: balancerName(system),
    system,
    access,
    places: placesOf(access, clusters),
    replicas: balancerReplicas(access),
    healthPort: freePort(ports.map(({ port }) => port)),
    choice: choiceOf(access, topology, sessions),
    check,
    sessions,
    partialFailure: access.partialFailure ?? { kind: 'abort' },
    routes: ports.map(({ name, port }) => {
      const served = chosen.map(({ seat, share }) => ({ cluster: seat.cluster.name, share, servers: serversOf(access, seat, name) }));
      const weights = shareWeights(served.map(({ share, servers }) => ({ share, servers: servers.length })));
      return { name, port, clusters: served.map((one, position) => ({ ...one, weight: weights[position] ?? 1 })) };
    }),
  };
}

/** The places by cluster index, with the clients of each: those that are declared, or the pods that can reach it. */
export function placesOf(access: LoadBalancerAccess, clusters: readonly Cluster[]): readonly BalancerPlace[] {
  const places = new Map(access.places.map(place => [place.cluster.name, place]));
  const all = Cluster.inOrder(clusters).flatMap(({ podCidrs }) => podCidrs);
  return [...places.values()]
    .sort((a, b) => a.cluster.index - b.cluster.index)
    .map(({ cluster, addresses }) => ({
      cluster,
      addresses: addresses ?? [],
      // Without a name nobody outside knows of a place.
      clientCidrs: access.clientCidrs ?? (access.name ? all : cluster.podCidrs),
      pauseSeconds: Number(cluster.kubernetes.split('.')[1]) >= pausesSince ? 5 : undefined,
    }));
}

/** The minor version of Kubernetes that has a pause of its own before the stop signal. */
const pausesSince = 30;

interface Chosen {
  readonly seat: BalancedSeat;
  readonly share: number;
}

/** Those that clients may be led to, in order, with their shares. */
function chosenSeats(topology: Topology, seats: readonly BalancedSeat[]): readonly Chosen[] {
  const active = seats.filter(({ role }) => role === 'active');
  const alike = (chosen: readonly BalancedSeat[]): readonly Chosen[] => chosen.map(seat => ({ seat, share: 1 }));
  if (topology.kind === 'active-standby') {
    const places = [topology.active.cluster, ...topology.standbys.map(({ cluster }) => cluster)].map(({ name }) => name);
    const voting = seats.filter(({ role, group }) => role === 'voting' && group === active[0]?.group);
    return alike([...active, ...[...voting].sort((a, b) => places.indexOf(a.cluster.name) - places.indexOf(b.cluster.name))]);
  }
  const { traffic } = topology;
  const named = (name: string): readonly BalancedSeat[] => active.filter(({ cluster }) => cluster.name === name);
  switch (traffic.kind) {
    case 'ordered':
      return alike(traffic.clusters.flatMap(({ name }) => named(name)));
    case 'weighted':
      return traffic.shares
        .filter(([, share]) => share > 0)
        .flatMap(([{ name }, share]) => named(name).map(seat => ({ seat, share })))
        .sort((a, b) => a.seat.cluster.index - b.seat.cluster.index);
    case 'round-robin':
    case 'latency':
    case 'geo':
    case 'proximity':
      return alike(active);
  }
}

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
