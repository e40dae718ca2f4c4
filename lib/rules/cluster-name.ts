import { fleetRule, repeated } from './rule';

/** Folder of the output that is not a cluster's. */
const reserved = 'argocd';

/** A cluster's name is its folder, its destination in Argo CD and a part of every member's name. */
export const clusterName = fleetRule('fleet/cluster-name', ({ clusters }) => [
  ...repeated(clusters, ({ name }) => name).map(([name, same]) => ({
    at: 'fleet',
    problem: `${same.length} clusters are named '${name}'`,
    fix: 'give each cluster a name of its own',
  })),
  ...clusters
    .filter(({ name }) => name === reserved)
    .map(({ name }) => ({
      at: name,
      problem: `'${reserved}' is the output folder of the Applications`,
      fix: 'give the cluster another name',
    })),
]);
