import { absentCluster } from '../fleet/absent-cluster';
import { fleetRule } from '../rule';

/** Argo CD runs on a cluster of the fleet. */
export const deliveryCluster = fleetRule(
  {
    name: 'argo/cluster',
    severity: 'error',
    demands: 'Argo CD runs on a cluster of the fleet.',
    why: 'Its Applications name their clusters by the names of the fleet, and its own cluster is one of them.',
    source: 'Argo CD documentation, "Declarative Setup": clusters and their names.',
  },
  ({ fleet, clusters }) => {
    const { delivery } = fleet;
    return delivery && !clusters.some(({ name }) => name === delivery.runsOn.name)
      ? [
          {
            at: 'fleet',
            problem: `Argo CD runs on '${delivery.runsOn.name}', which is not a cluster of the fleet`,
            fix: `use one of ${clusters.map(({ name }) => name).join(', ')}`,
            about: [absentCluster(delivery.runsOn.name)],
          },
        ]
      : [];
  },
);
