import { fleetRule } from './rule';

/** Argo CD runs on a cluster of the fleet. */
export const deliveryCluster = fleetRule('argo/cluster', ({ fleet, clusters }) => {
  const { delivery } = fleet;
  return delivery && !clusters.some(({ name }) => name === delivery.runsOn.name)
    ? [
        {
          at: 'fleet',
          problem: `Argo CD runs on '${delivery.runsOn.name}', which is not a cluster of the fleet`,
          fix: `use one of ${clusters.map(({ name }) => name).join(', ')}`,
        },
      ]
    : [];
});
