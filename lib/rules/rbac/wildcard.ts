import { accessRules, roleKinds } from '../../manifests/security/access-rights';
import { objectRule } from '../rule';

const fields = [
  ['verbs', 'verbs', 'may do everything'],
  ['resources', 'resources', 'covers every resource of its groups'],
  ['groups', 'apiGroups', 'covers every API group'],
  ['urls', 'nonResourceURLs', 'covers every path of the API server'],
] as const;

/** Rights are named one by one. */
export const wildcardRights = objectRule(
  {
    name: 'rbac/wildcard',
    severity: 'error',
    demands: 'Roles name their verbs, resources and API groups, and have no asterisk.',
    why: 'An asterisk also stands for what is installed tomorrow, Secrets and escalation included.',
    source: 'Kubernetes documentation, "Role Based Access Control Good Practices": least privilege.',
  },
  roleKinds,
  object =>
    accessRules(object).flatMap(rule =>
      fields.flatMap(([field, written, means]) => {
        const position = rule[field].indexOf('*');
        if (position === -1) return [];
        return [
          { path: [...rule.path, written, position], problem: `a rule has '*' in ${written}: it ${means}`, fix: 'list what is needed' },
        ];
      }),
    ),
);
