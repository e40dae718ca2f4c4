import type { Subject } from '../../domain/subject';

/** A cluster that something names and the fleet does not have: whatever names it, that is one mistake. */
export const absentCluster = (name: string): Subject => ({ kind: 'Cluster', name, holds: 'nothing' });
