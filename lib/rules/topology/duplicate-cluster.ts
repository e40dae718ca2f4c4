import { repeated, systemRule } from '../rule';

/** A cluster has one part in a topology. */
export const duplicateCluster = systemRule(
  {
    name: 'topology/duplicate-cluster',
    severity: 'error',
    demands: 'A topology has a cluster once.',
    why: 'Its two parts would be the same folder and the same names.',
    source: 'Arithmetic of the topology itself.',
  },
  ({ seats }) =>
    repeated(seats, ({ cluster }) => cluster.name).map(([name, same]) => ({
      problem: `'${name}' is named ${same.length} times in the topology, as ${same.map(({ role }) => role).join(' and ')}`,
      fix: 'give it one part',
    })),
);
