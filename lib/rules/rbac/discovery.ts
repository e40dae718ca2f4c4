import { objectsOf } from '../../manifests/objects/cluster-objects';
import { podTemplate } from '../../manifests/pods/workload';
import { type AccessIndex, accessIndex, allows, rightsOf } from '../../manifests/security/access-rights';
import { textAt } from '../../manifests/yaml/json';
import { ownAccount } from '../pod-security/service-account';
import { type ManifestFound, unitRule } from '../rule';
import { readOnlyRights } from './read-only';
import { rightsRead } from './rights-read';
import { bindingEnds } from './subjects';

const verbs = ['get', 'list', 'watch'];

/** Members may read pods only if they discover each other through the API server. */
export const discoveryRights = unitRule(
  {
    name: 'rbac/discovery',
    severity: 'error',
    demands:
      'If members discover each other through the API server, their account may get, list and watch pods. Otherwise it has no rights.',
    why: 'Without the right, a member finds no peers. With an unused right, an attacker in a member can read the cluster.',
    source: 'Kubernetes documentation, "Using RBAC Authorization": rights are only granted, everything else is denied.',
    follows: [ownAccount, bindingEnds, readOnlyRights],
  },
  ({ system, clusters }) =>
    system
      ? clusters.flatMap(cluster => {
          const members = objectsOf(cluster, 'StatefulSet').find(({ name }) => name === cluster.seat?.statefulSet);
          if (!members) return [];
          const account = textAt(podTemplate(members)?.spec, 'serviceAccountName') ?? 'default';
          const index = accessIndex(cluster);
          if (system.discovery !== 'kubernetes-api') return needless(index, members.namespace, account, system.discovery);
          const rights = rightsOf(index, members.namespace, account);
          const missing = verbs.filter(verb => !allows(rights, '', 'pods', verb));
          if (missing.length === 0) return [];
          const problem = `members ask the API server for their peers, and the account '${account}' may not ${missing.join(', ')} pods`;
          return [
            {
              object: members,
              path: ['spec', 'template', 'spec', 'serviceAccountName'],
              problem,
              fix: `bind it to a Role with ${verbs.join(', ')} of pods`,
              reads: rightsRead(members),
            },
          ];
        })
      : [],
);

const needless = ({ bindings }: AccessIndex, namespace: string, account: string, discovery: string): readonly ManifestFound[] =>
  bindings
    .filter(({ object, subjects }) =>
      subjects.some(of => of.kind === 'ServiceAccount' && of.name === account && (of.namespace || object.namespace) === namespace),
    )
    .map(({ object, role }) => ({
      object,
      problem: `it grants the ${role} to the members' account, and discovery by ${discovery} needs no right`,
      fix: 'remove the binding',
    }));
