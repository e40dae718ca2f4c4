import { formedIn } from '../../change/formed';
import { fleetRule } from '../rule';
import { judged } from './judged';

/** A cluster's DNS domain is a fact that no pod outlives. */
export const clusterDomainChange = fleetRule(
  {
    name: 'change/cluster-domain',
    severity: 'error',
    demands: 'A cluster with members of a formed group keeps its DNS domain.',
    why: 'Names of Services end otherwise then, and no pod that runs resolves both.',
    source: 'Kubernetes documentation, "DNS for Services and Pods".',
  },
  ({ clusters }, previous) =>
    clusters.flatMap(({ name, clusterDomain: after }) => {
      const before = previous?.clusters.find(each => each.name === name)?.clusterDomain;
      if (!previous || before === undefined || before === after || formedIn(previous.systems, name).length === 0) return [];
      return [judged('cluster.cluster-domain', name, "'clusterDomain'", { before, after })];
    }),
);
