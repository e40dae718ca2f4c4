import { repeated, systemRule } from '../rule';

/** A cluster has one role in a topology. */
export const duplicateCluster = systemRule(
  {
    name: 'topology/duplicate-cluster',
    severity: 'error',
    demands: 'A topology names each cluster only once.',
    why: 'Two roles of a cluster would have the same folder and the same names.',
    source: 'Arithmetic of the topology.',
  },
  ({ seats }) =>
    repeated(seats, ({ cluster }) => cluster.name).map(([name, same]) => ({
      problem: `'${name}' is named ${same.length} times in the topology, as ${same.map(({ role }) => role).join(' and ')}`,
      fix: 'declare one role for it',
    })),
);
