import { accessRules, roleKinds } from '../../manifests/security/access-rights';
import { objectRule } from '../rule';

const fields = [
  ['verbs', 'verbs', 'may do everything'],
  ['resources', 'resources', 'covers every resource of its groups'],
  ['groups', 'apiGroups', 'covers every API group'],
  ['urls', 'nonResourceURLs', 'covers every path of the API server'],
] as const;

/** Roles name their rights without wildcards. */
export const wildcardRights = objectRule(
  {
    name: 'rbac/wildcard',
    severity: 'error',
    demands: 'Roles name their verbs, resources and API groups, and have no asterisk.',
    why: 'An asterisk also covers resources that are installed later, and includes Secrets and escalation.',
    source: 'Kubernetes documentation, "Role Based Access Control Good Practices": least privilege.',
  },
  roleKinds,
  object =>
    accessRules(object).flatMap(rule => {
      const open = fields.filter(([field]) => rule[field].includes('*'));
      const [first, ...more] = open;
      if (!first) return [];
      const [field, written] = first;
      // A rule is rewritten as a whole, so it has one finding.
      const path = more.length > 0 ? rule.path : [...rule.path, written, rule[field].indexOf('*')];
      const problem = `a rule has '*' in ${listed(open.map(([, name]) => name))}: it ${listed(open.map(([, , means]) => means))}`;
      return [{ path, problem, fix: 'list only the needed ones' }];
    }),
);

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
