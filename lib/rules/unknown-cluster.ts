import { seatRule } from './rule';

/** A topology speaks of clusters of the fleet only. */
export const unknownCluster = seatRule('topology/unknown-cluster', ({ cluster }, _, { clusters }) =>
  clusters.some(({ name, index }) => name === cluster.name && index === cluster.index)
    ? []
    : [
        {
          problem: `'${cluster.name}' (index ${cluster.index}) is not a cluster of the fleet`,
          fix: `use one of ${clusters.map(({ name }) => name).join(', ')}`,
        },
      ],
);
