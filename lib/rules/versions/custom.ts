import { groupOf } from '../../manifests/objects/applied-object';
import { objectRule } from '../rule';

/** The served version of each custom API group that systems use. */
const served: ReadonlyMap<string, string> = new Map([
  ['argoproj.io', 'v1alpha1'],
  ['cert-manager.io', 'v1'],
  ['externaldns.k8s.io', 'v1alpha1'],
]);

/** Custom resources have a served version. */
export const customVersion = objectRule(
  {
    name: 'versions/custom',
    severity: 'error',
    fundamental: true,
    demands: 'Objects of Argo CD, cert-manager and ExternalDNS have the served version of their API.',
    why: 'The server does not know another version: nothing is published, signed or delivered, and a sync fails at that object.',
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
        problem: `${object.kind} has apiVersion ${object.apiVersion}, and ${group} serves ${version}`,
        fix: `write ${group}/${version}`,
      },
    ];
  },
);
