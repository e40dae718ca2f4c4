import { Cluster } from '../../domain/cluster';
import type { Fleet } from '../../domain/fleet';

/** The ranges of all pods of a fleet as one cluster sees them: its own pod ranges, and those that the network shows for other clusters. */
export const podsSeenFrom = (here: Cluster, { clusters, network }: Pick<Fleet, 'clusters' | 'network'>): readonly string[] =>
  Cluster.inOrder(clusters).flatMap(cluster => (cluster.name === here.name ? cluster.podCidrs : network.bind(cluster).cidrs));
