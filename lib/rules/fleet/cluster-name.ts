import { namesFolder } from '../../plan/names/update-policy';
import { fleetRule, repeated } from '../rule';

/** Names that are reserved for other uses. */
const reserved: Readonly<Record<string, string>> = {
  argocd: 'the output folder of the Applications',
  [namesFolder]: 'the output folder of the configuration for DNS servers',
  global: 'the owner of shared DNS names',
};

/** A cluster's name is its folder, its destination in Argo CD and a part of every member's name. */
export const clusterName = fleetRule(
  {
    name: 'fleet/cluster-name',
    severity: 'error',
    demands: 'Each cluster has a name of its own, which is not reserved.',
    why: "The name is a folder, a label, and a part of every member's DNS name.",
    source: 'RFC 1123, section 2.1; RFC 1035, section 2.3.4.',
  },
  ({ clusters }) => [
    ...repeated(clusters, ({ name }) => name).map(([name, same]) => ({
      at: 'fleet',
      problem: `${same.length} clusters are named '${name}'`,
      fix: 'use a different name for each cluster',
    })),
    ...clusters
      .filter(({ name }) => Object.hasOwn(reserved, name))
      .map(({ name }) => ({
        at: name,
        problem: `'${name}' is ${reserved[name]}`,
        fix: 'rename the cluster',
      })),
  ],
);
