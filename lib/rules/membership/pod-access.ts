import type { AppliedObject } from '../../manifests/applied-object';
import { type Json, listAt, textAt, valueAt } from '../../manifests/json';
import type { MemberPool } from '../../manifests/member-pool';
import { plannedMemberRule } from '../member-rule';

/** Members that discover peers by the API may list pods. */
export const podAccess = plannedMemberRule(
  {
    name: 'membership/pod-access',
    severity: 'error',
    demands: 'Members that discover their peers by the Kubernetes API have a token, and a Role that lets them get, list and watch pods.',
    why: 'The API server answers 403, or nobody asks at all, and members find no peers.',
    source: 'Kubernetes, "Using RBAC Authorization" and "Configure Service Accounts for Pods".',
  },
  (pool, { system }) => {
    if (system.discovery !== 'kubernetes-api') return [];
    const { spec, specPath } = pool.template;
    const account = textAt(spec, 'serviceAccountName') ?? 'default';
    const own = objects(pool, 'ServiceAccount').find(({ name }) => name === account);
    const token = valueAt(spec, 'automountServiceAccountToken') ?? valueAt(own?.data, 'automountServiceAccountToken') ?? true;
    if (token === false) {
      const problem = 'members are to ask the Kubernetes API for their peers, and get no token to ask with';
      return [{ path: [...specPath, 'automountServiceAccountToken'], problem, fix: 'make it true' }];
    }
    const roles = objects(pool, 'RoleBinding')
      .filter(({ data }) => listAt(data, 'subjects').some(subject => isAccount(subject, account, pool.object.namespace)))
      .map(({ data }) => valueAt(data, 'roleRef'));
    const bound = roles.flatMap(role => objects(pool, textAt(role, 'kind') ?? '').filter(({ name }) => name === textAt(role, 'name')));
    // A ClusterRole can be another system's, and is not judged.
    if (roles.some(role => textAt(role, 'kind') === 'ClusterRole')) return [];
    const may = new Set(bound.flatMap(({ data }) => listAt(data, 'rules').flatMap(verbsOnPods)));
    const lacking = ['get', 'list', 'watch'].filter(verb => !may.has(verb) && !may.has('*'));
    if (lacking.length === 0) return [];
    return [
      {
        path: [...specPath, 'serviceAccountName'],
        problem: `service account ${account} may not ${lacking.join(', ')} pods, and members discover their peers by them`,
        fix: 'bind it to a Role with these verbs',
      },
    ];
  },
);

/** Objects of a kind in the namespace of the members. */
const objects = ({ cluster, object }: MemberPool, kind: string): readonly AppliedObject[] =>
  cluster.objects.filter(each => each.kind === kind && each.namespace === object.namespace);

const isAccount = (subject: Json, account: string, namespace: string): boolean =>
  textAt(subject, 'kind') === 'ServiceAccount' &&
  textAt(subject, 'name') === account &&
  (textAt(subject, 'namespace') ?? namespace) === namespace;

const verbsOnPods = (rule: Json): readonly Json[] =>
  [
    listAt(rule, 'apiGroups').some(group => group === '' || group === '*'),
    listAt(rule, 'resources').some(each => each === 'pods' || each === '*'),
  ].every(Boolean)
    ? listAt(rule, 'verbs')
    : [];
