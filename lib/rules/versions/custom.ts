import { groupOf } from '../../manifests/objects/applied-object';
import { objectRule } from '../rule';

/** The version in which each group of kinds that systems are made of is served. */
const served: ReadonlyMap<string, string> = new Map([
  ['argoproj.io', 'v1alpha1'],
  ['cert-manager.io', 'v1'],
  ['externaldns.k8s.io', 'v1alpha1'],
]);

/** Kinds that others define are of a version that these serve. */
export const customVersion = objectRule(
  {
    name: 'versions/custom',
    severity: 'error',
    fundamental: true,
    demands: 'Objects of Argo CD, cert-manager and ExternalDNS are of the one version of their API that is served.',
    why: 'The server knows no such kind: nothing is published, signed or delivered, and a sync ends at that object.',
    source: 'The CustomResourceDefinitions of Argo CD 3.6, cert-manager 1.21 and ExternalDNS 0.21.',
  },
  ['AppProject', 'Application', 'ApplicationSet', 'Certificate', 'ClusterIssuer', 'DNSEndpoint', 'Issuer'],
  object => {
    const group = groupOf(object);
    const version = served.get(group);
    if (version === undefined || object.apiVersion === `${group}/${version}`) return [];
    return [
      {
        path: ['apiVersion'],
        problem: `${object.kind} is written in ${object.apiVersion}, and ${group} serves ${version}`,
        fix: `write ${group}/${version}`,
      },
    ];
  },
);
