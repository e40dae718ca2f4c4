import { absentCluster } from '../fleet/absent-cluster';
import { seatRule } from '../rule';

/** A topology names only clusters of the fleet. */
export const unknownCluster = seatRule(
  {
    name: 'topology/unknown-cluster',
    severity: 'error',
    demands: 'A topology names only clusters of the fleet.',
    why: 'Nothing would be rendered for another cluster.',
    source: 'Arithmetic of the topology.',
  },
  ({ cluster }, { name: unit }, { clusters }) =>
    clusters.some(({ name, index }) => name === cluster.name && index === cluster.index)
      ? []
      : [
          {
            problem: `'${cluster.name}' (index ${cluster.index}) is not a cluster of the fleet`,
            fix: `use one of ${clusters.map(({ name }) => name).join(', ')}`,
            about: [absentCluster(cluster.name), { unit, cluster: cluster.name }],
          },
        ],
);
