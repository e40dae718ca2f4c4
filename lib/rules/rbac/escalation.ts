import { accessBinding, accessRules, bindingKinds, roleKinds } from '../../manifests/security/access-rights';
import { type ObjectFound, objectRule } from '../rule';

const verbs = ['escalate', 'bind', 'impersonate'];
/** Built-in roles that have, or can get, all rights of a namespace or of the cluster. */
const powerful = ['cluster-admin', 'admin', 'edit'];
const everybody = ['system:authenticated', 'system:unauthenticated', 'system:serviceaccounts', 'system:masters'];

/** No account can get more rights by itself. */
export const escalation = objectRule(
  {
    name: 'rbac/escalation',
    severity: 'error',
    demands: 'No role allows escalate, bind or impersonate. No binding grants an administrator role, or grants a role to all users.',
    why: 'If a pod has all rights or can get them, an attacker in the pod controls the cluster.',
    source: 'Kubernetes documentation, "Role Based Access Control Good Practices": escalate, bind, impersonate and system:masters.',
  },
  [...roleKinds, ...bindingKinds],
  object => {
    if (roleKinds.includes(object.kind)) {
      return accessRules(object).flatMap((rule): readonly ObjectFound[] => {
        const [first, ...more] = rule.verbs.filter(verb => verbs.includes(verb));
        if (first === undefined) return [];
        return [
          {
            path: [...rule.path, 'verbs', ...(more.length > 0 ? [] : [rule.verbs.indexOf(first)])],
            problem: `a rule may ${[first, ...more].join(', ')} ${rule.resources.join(', ')}: an account with it can get every other right`,
            fix: `remove ${more.length > 0 ? 'these verbs' : 'the verb'}`,
          },
        ];
      });
    }
    const { role, roleKind, roleName, subjects } = accessBinding(object);
    const given: readonly ObjectFound[] =
      roleKind === 'ClusterRole' && powerful.includes(roleName)
        ? [{ path: ['roleRef', 'name'], problem: `it grants the ${role}`, fix: 'bind a role with only the needed rights' }]
        : [];
    const wide = subjects
      .filter(({ kind, name }) => kind === 'Group' && (everybody.includes(name) || name.startsWith('system:serviceaccounts:')))
      .map(
        ({ path, name }): ObjectFound => ({
          path: [...path, 'name'],
          problem: `it grants the ${role} to all of ${name}`,
          fix: 'grant it to one ServiceAccount',
        }),
      );
    return [...given, ...wide];
  },
);
