import { count, countText, scaleOf, votersOf } from '../../manifests/pods/disruption-budget';
import { listedPeers } from '../../manifests/pods/listed-peers';
import type { MemberGroup, MemberPool, PlannedPool } from '../../manifests/pods/member-pool';
import { numberAt, textAt, valueAt } from '../../manifests/yaml/json';
import { tolerated } from '../../plan/members/quorum';
import { groupRule } from '../member-rule';
import type { ManifestFound } from '../rule';

const strategy = ['spec', 'updateStrategy'] as const;

/** A rollout replaces pods in one cluster at a time, and only if the state thaws it. */
export const rollout = groupRule(
  {
    name: 'disruption/rollout',
    severity: 'error',
    demands:
      'Rollouts are frozen: the partition is at least the number of members, except in the one cluster that the state thaws. A rollout replaces at most one member at a time.',
    why: 'All clusters apply a new template at once. None of them sees the others, and with Parallel pod management a cluster ignores even its own members that are down. Together they can cost the quorum.',
    source:
      'Kubernetes pkg/controller/statefulset/stateful_set_control.go, where the partition counts from the first ordinal; kubernetes issue 96218; enhancements 961 and 3541.',
  },
  group => {
    const { name, pools } = group;
    const thawed = pools.filter(pool => pool.plan && isOpen(pool, pool.plan));
    const together = thawed.filter(({ plan }) => plan?.system.state.thawed.includes(plan.seat.cluster));
    const several = together.length > 1 ? together.slice(1) : [];
    return [
      ...pools.flatMap(pool => (pool.plan ? wrong(pool, pool.plan) : tooMany(pool, group))),
      ...several.map(pool => ({
        object: pool.object,
        path: [...strategy, 'rollingUpdate', 'partition'],
        problem: `group ${name} is thawed in ${together.map(({ cluster }) => cluster.cluster).join(' and ')} at once, and each replaces members without regard to the other`,
        fix: 'thaw one cluster at a time',
      })),
    ];
  },
);

const partitionOf = ({ object }: MemberPool): number => numberAt(object.data, ...strategy, 'rollingUpdate', 'partition') ?? 0;

/** Whether a new template would replace a member. Another rule is about OnDelete, which replaces only deleted pods. */
const isOpen = (pool: MemberPool, { seat }: PlannedPool): boolean =>
  (textAt(pool.object.data, ...strategy, 'type') ?? 'RollingUpdate') === 'RollingUpdate' && partitionOf(pool) < Math.max(seat.declared, 1);

function wrong(pool: MemberPool, plan: PlannedPool): readonly ManifestFound[] {
  const { object } = pool;
  const { seat, system } = plan;
  const thawed = system.state.thawed.includes(seat.cluster);
  const found: ManifestFound[] = [];
  const type = textAt(object.data, ...strategy, 'type') ?? 'RollingUpdate';
  if (type === 'Recreate') {
    const problem = `the update strategy is Recreate, which deletes all ${seat.declared} members before it creates new ones`;
    found.push({ object, path: [...strategy, 'type'], problem, fix: "set it to 'RollingUpdate' with a partition" });
  }
  const partition = partitionOf(pool);
  const path = [...strategy, 'rollingUpdate', 'partition'];
  if (!thawed && isOpen(pool, plan)) {
    const problem = `the partition is ${partition} of ${seat.declared} members, so a new pod template replaces ${seat.declared - partition} of them at the same time as other clusters, and the state thaws nothing here`;
    found.push({ object, path, problem, fix: `set it to ${seat.declared}` });
  }
  if (thawed && partition > seat.declared) {
    const problem = `the state thaws this cluster, and the partition is ${partition}: it counts from the first ordinal, so none of ${seat.declared} members is ever replaced`;
    found.push({ object, path, problem, fix: `set it to 0, or less than ${seat.declared}` });
  }
  const most = valueAt(object.data, ...strategy, 'rollingUpdate', 'maxUnavailable');
  const atOnce = most === undefined || most === null ? 1 : count(most, seat.declared);
  if (atOnce > 1) {
    const problem = `a rollout replaces ${atOnce} of ${seat.declared} members at a time (maxUnavailable: ${countText(most)})`;
    found.push({ object, path: [...strategy, 'rollingUpdate', 'maxUnavailable'], problem, fix: 'remove it: the default is 1' });
  }
  return found;
}

/** Without a plan: a rollout that replaces more members at a time than the group tolerates. */
function tooMany(pool: MemberPool, group: MemberGroup): readonly ManifestFound[] {
  const { object } = pool;
  const votes = votersOf(group)?.votes ?? listedPeers(pool)?.voters;
  const most = valueAt(object.data, ...strategy, 'rollingUpdate', 'maxUnavailable');
  if (votes === undefined || most === undefined || most === null) return [];
  const atOnce = count(most, scaleOf(pool));
  if (atOnce <= Math.max(1, tolerated(votes))) return [];
  const problem = `a rollout replaces ${atOnce} of ${scaleOf(pool)} members at a time (maxUnavailable: ${countText(most)}), and ${tolerated(votes)} of the ${votes} voters may be missing`;
  return [{ object, path: [...strategy, 'rollingUpdate', 'maxUnavailable'], problem, fix: 'remove it: the default is 1' }];
}
