import { runs, settingOf } from '../../manifests/pods/member-pool';
import { plannedMemberRule } from '../member-rule';
import { untold } from '../untold';
import { bootstrapInputs } from './inputs';
import { unreadInputs } from './unread';

/** Members form a group once, and never again. */
export const bootstrapState = plannedMemberRule(
  {
    name: 'bootstrap/state',
    severity: 'error',
    demands: "etcd's initial-cluster-state is 'new' until the group has formed and 'existing' from then on, and for learners always.",
    why: "With 'new', members whose volumes are empty form a new group as soon as there are enough of them, and overwrite what the others hold; with 'existing', a first start waits for a group that nobody forms.",
    source:
      'etcd issue 12227: two members that started empty formed a new quorum and overwrote the third; etcd server/etcdserver/bootstrap.go.',
    follows: [bootstrapInputs, unreadInputs],
  },
  (pool, { role, formed, group, seat }) => {
    if (!runs(pool, 'etcd')) return [];
    const setting = settingOf(pool, 'initial-cluster-state');
    const wanted = formed || role === 'learner' ? 'existing' : 'new';
    if ((setting?.value ?? 'new') === wanted) return [];
    const given = setting ? `${setting.name} is '${setting.value}'` : "nothing says the initial cluster state, which is 'new' then";
    const because =
      role === 'learner'
        ? `${seat.statefulSet} are learners, which join a group that exists`
        : `group ${group.name} has ${formed ? '' : 'not '}formed by the state file`;
    return [
      {
        object: setting?.object ?? pool.object,
        path: setting?.path ?? pool.member.path,
        ...(setting ? {} : untold(pool, 'ETCD_INITIAL_CLUSTER_STATE')),
        problem: `${given}, and ${because}`,
        fix: `make it '${wanted}'`,
      },
    ];
  },
);
