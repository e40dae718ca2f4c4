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
    why: "With 'new', members with empty volumes form a new group as soon as they are a quorum, and overwrite the data of the others. With 'existing', the first start waits for a group that never forms.",
    source:
      'etcd issue 12227: two members that started empty formed a new quorum and overwrote the third; etcd server/etcdserver/bootstrap.go.',
    follows: [bootstrapInputs, unreadInputs],
  },
  (pool, { role, formed, group, seat }) => {
    if (!runs(pool, 'etcd')) return [];
    const setting = settingOf(pool, 'initial-cluster-state');
    const wanted = formed || role === 'learner' ? 'existing' : 'new';
    if ((setting?.value ?? 'new') === wanted) return [];
    const given = setting ? `${setting.name} is '${setting.value}'` : "the initial cluster state is not set, and so is 'new'";
    const because =
      role === 'learner'
        ? `${seat.statefulSet} are learners, which join an existing group`
        : `the state file says that group ${group.name} has ${formed ? '' : 'not '}formed`;
    return [
      {
        object: setting?.object ?? pool.object,
        path: setting?.path ?? pool.member.path,
        ...(setting ? {} : untold(pool, 'ETCD_INITIAL_CLUSTER_STATE')),
        problem: `${given}, and ${because}`,
        fix: `set it to '${wanted}'`,
      },
    ];
  },
);
