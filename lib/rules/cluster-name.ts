import { fleetRule, repeated } from './rule';

/** Names that are something else's: the folder of the Applications, and the owner of shared DNS names. */
const reserved: Readonly<Record<string, string>> = {
  argocd: 'the output folder of the Applications',
  global: 'the owner of shared DNS names',
};

/** A cluster's name is its folder, its destination in Argo CD and a part of every member's name. */
export const clusterName = fleetRule('fleet/cluster-name', ({ clusters }) => [
  ...repeated(clusters, ({ name }) => name).map(([name, same]) => ({
    at: 'fleet',
    problem: `${same.length} clusters are named '${name}'`,
    fix: 'give each cluster a name of its own',
  })),
  ...clusters
    .filter(({ name }) => Object.hasOwn(reserved, name))
    .map(({ name }) => ({
      at: name,
      problem: `'${name}' is ${reserved[name]}`,
      fix: 'give the cluster another name',
    })),
]);
