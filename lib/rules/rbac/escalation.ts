import { accessBinding, accessRules, bindingKinds, roleKinds } from '../../manifests/security/access-rights';
import { type ObjectFound, objectRule } from '../rule';

const verbs = ['escalate', 'bind', 'impersonate'];
/** Roles of every cluster that hold, or can get, all rights of a namespace or of the cluster. */
const powerful = ['cluster-admin', 'admin', 'edit'];
const everybody = ['system:authenticated', 'system:unauthenticated', 'system:serviceaccounts', 'system:masters'];

/** Nobody can give himself more rights. */
export const escalation = objectRule(
  {
    name: 'rbac/escalation',
    severity: 'error',
    demands: 'No role allows to escalate, bind or impersonate, and no binding gives a role of administrators or gives a role to everybody.',
    why: 'A pod that can raise its own rights, or has all of them, owns the cluster as soon as somebody owns the pod.',
    source: 'Kubernetes documentation, "Role Based Access Control Good Practices": escalate, bind, impersonate and system:masters.',
  },
  [...roleKinds, ...bindingKinds],
  object => {
    if (roleKinds.includes(object.kind)) {
      return accessRules(object).flatMap(rule =>
        rule.verbs
          .filter(verb => verbs.includes(verb))
          .map(
            (verb): ObjectFound => ({
              path: [...rule.path, 'verbs', rule.verbs.indexOf(verb)],
              problem: `a rule may ${verb} ${rule.resources.join(', ')}: whoever has it can get every other right`,
              fix: 'remove the verb',
            }),
          ),
      );
    }
    const { role, roleKind, roleName, subjects } = accessBinding(object);
    const given: readonly ObjectFound[] =
      roleKind === 'ClusterRole' && powerful.includes(roleName)
        ? [{ path: ['roleRef', 'name'], problem: `it gives the ${role}`, fix: 'bind a role that names what is needed' }]
        : [];
    const wide = subjects
      .filter(({ kind, name }) => kind === 'Group' && (everybody.includes(name) || name.startsWith('system:serviceaccounts:')))
      .map(
        ({ path, name }): ObjectFound => ({
          path: [...path, 'name'],
          problem: `it gives the ${role} to all of ${name}`,
          fix: 'give it to one ServiceAccount',
        }),
      );
    return [...given, ...wide];
  },
);
