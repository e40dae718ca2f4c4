import { repeated, systemRule } from './rule';

/** A cluster has one part in a topology. */
export const duplicateCluster = systemRule('topology/duplicate-cluster', ({ seats }) =>
  repeated(seats, ({ cluster }) => cluster.name).map(([name, same]) => ({
    problem: `'${name}' is named ${same.length} times in the topology, as ${same.map(({ role }) => role).join(' and ')}`,
    fix: 'give it one part',
  })),
);
