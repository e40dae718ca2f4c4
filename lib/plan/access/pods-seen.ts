import { Access } from '../../domain/access';
import { Cluster } from '../../domain/cluster';
import type { Fleet } from '../../domain/fleet';

/** The ranges of all pods of a fleet as one cluster sees them: its own pod ranges, and those that the network shows for other clusters. */
export const podsSeenFrom = (here: Cluster, { clusters, network }: Pick<Fleet, 'clusters' | 'network'>): readonly string[] =>
  Cluster.inOrder(clusters).flatMap(cluster => (cluster.name === here.name ? cluster.podCidrs : network.bind(cluster).cidrs));

/** Whether a system admits the pods of every cluster as clients: it declares no ranges of theirs, and nothing stands between. */
export function admitsPodsOfAll(access: Access): boolean {
  if (access.kind === 'internal' || access.kind === 'gateway' || access.clientCidrs) return false;
  if (access.kind === 'load-balancer') return access.name !== undefined;
  const exposure = Access.exposureOf(access)?.kind;
  return exposure !== 'ingress' && exposure !== 'gateway';
}
