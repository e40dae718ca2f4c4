import { accessRules, roleKinds } from '../../manifests/security/access-rights';
import { objectRule } from '../rule';

const reads = ['get', 'list', 'watch'];

/** Nothing may read all Secrets of a namespace. */
export const secretRights = objectRule(
  {
    name: 'rbac/secrets',
    severity: 'error',
    demands: 'Roles do not read Secrets, but one by its name.',
    why: "Who may list Secrets reads the peers' private keys, and the tokens of every other account of the namespace.",
    source: 'Kubernetes documentation, "Role Based Access Control Good Practices": listing Secrets.',
  },
  roleKinds,
  object =>
    accessRules(object).flatMap(({ path, groups, resources, verbs, names }) => {
      const position = resources.indexOf('secrets');
      if (position === -1 || !(groups.includes('') || groups.includes('*'))) return [];
      // By name, only 'get' is limited in earnest: a list that names one is the list of one.
      const used = verbs.filter(verb => reads.includes(verb) && !(verb === 'get' && names.length > 0));
      if (used.length === 0) return [];
      const whose = names.length > 0 ? names.join(', ') : 'any name';
      const problem = `a rule may ${used.join(', ')} Secrets of ${whose}`;
      return [
        { path: [...path, 'resources', position], problem, fix: 'mount the one Secret that is needed, or allow get of it by its name' },
      ];
    }),
);
