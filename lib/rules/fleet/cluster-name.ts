import { namesFolder } from '../../plan/names/update-policy';
import { fleetRule, repeated } from '../rule';

/** Names that are something else's: the folder of the Applications, and the owner of shared DNS names. */
const reserved: Readonly<Record<string, string>> = {
  argocd: 'the output folder of the Applications',
  [namesFolder]: 'the output folder of what DNS servers are told',
  global: 'the owner of shared DNS names',
};

/** A cluster's name is its folder, its destination in Argo CD and a part of every member's name. */
export const clusterName = fleetRule(
  {
    name: 'fleet/cluster-name',
    severity: 'error',
    demands: 'The name of a cluster is its own and fits into every name that is made of it.',
    why: "It is a folder, a label, and a part of every member's DNS name.",
    source: 'RFC 1123, section 2.1; RFC 1035, section 2.3.4.',
  },
  ({ clusters }) => [
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
  ],
);
