import { accessRules, roleKinds } from '../../manifests/security/access-rights';
import { objectRule } from '../rule';

const reads = ['get', 'list', 'watch'];

/** No role may read all Secrets of a namespace. */
export const secretRights = objectRule(
  {
    name: 'rbac/secrets',
    severity: 'error',
    demands: 'Roles read no Secrets, except one by its name.',
    why: "An account that may list Secrets can read the peers' private keys, and the tokens of every other account of the namespace.",
    source: 'Kubernetes documentation, "Role Based Access Control Good Practices": listing Secrets.',
  },
  roleKinds,
  object =>
    accessRules(object).flatMap(({ path, groups, resources, verbs, names }) => {
      const position = resources.indexOf('secrets');
      if (position === -1 || !(groups.includes('') || groups.includes('*'))) return [];
      // A name limits only 'get' reliably.
      const used = verbs.filter(verb => reads.includes(verb) && !(verb === 'get' && names.length > 0));
      if (used.length === 0) return [];
      const which = names.length > 0 ? names.join(', ') : 'any name';
      const problem = `a rule may ${used.join(', ')} Secrets of ${which}`;
      return [{ path: [...path, 'resources', position], problem, fix: 'mount the needed Secret, or allow get of it by its name' }];
    }),
);
