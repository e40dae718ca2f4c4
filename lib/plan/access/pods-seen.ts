import { Cluster } from '../../domain/cluster';
import type { Fleet } from '../../domain/fleet';

/** The ranges of all pods of a fleet as one of its clusters sees them: its own by their addresses, those of others as the network shows them. */
export const podsSeenFrom = (here: Cluster, { clusters, network }: Pick<Fleet, 'clusters' | 'network'>): readonly string[] =>
  Cluster.inOrder(clusters).flatMap(cluster => (cluster.name === here.name ? cluster.podCidrs : network.bind(cluster).cidrs));
