import type { Subject } from '../../domain/subject';

/** The subject of findings about a cluster that is not in the fleet: one mistake, whatever refers to the cluster. */
export const absentCluster = (name: string): Subject => ({ kind: 'Cluster', name, holds: 'nothing' });
