import { count, countText } from '../../manifests/pods/disruption-budget';
import type { MemberPool, PlannedPool } from '../../manifests/pods/member-pool';
import { numberAt, textAt, valueAt } from '../../manifests/yaml/json';
import { groupRule } from '../member-rule';
import type { ManifestFound } from '../rule';

const strategy = ['spec', 'updateStrategy'] as const;

/** New pods come in one cluster at a time, when the state says so. */
export const rollout = groupRule(
  {
    name: 'disruption/rollout',
    severity: 'error',
    demands:
      'Rollouts are frozen: the partition is at least the number of members, but in the one cluster that the state thaws; and never more than one member goes at a time.',
    why: 'Every cluster applies a new template at once, each without seeing the others, and with Parallel pods also without seeing its own that are down: together they take the quorum.',
    source:
      'Kubernetes pkg/controller/statefulset/stateful_set_control.go, where the partition counts from the first ordinal; kubernetes issue 96218; enhancements 961 and 3541.',
  },
  ({ name, pools }) => {
    const thawed = pools.filter(pool => pool.plan && isOpen(pool, pool.plan));
    const together = thawed.filter(({ plan }) => plan?.system.state.thawed.includes(plan.seat.cluster));
    const several = together.length > 1 ? together.slice(1) : [];
    return [
      ...pools.flatMap(pool => (pool.plan ? wrong(pool, pool.plan) : [])),
      ...several.map(pool => ({
        object: pool.object,
        path: [...strategy, 'rollingUpdate', 'partition'],
        problem: `group ${name} is thawed in ${together.map(({ cluster }) => cluster.cluster).join(' and ')} at once, and each replaces members without seeing the other`,
        fix: 'thaw one cluster at a time',
      })),
    ];
  },
);

const partitionOf = ({ object }: MemberPool): number => numberAt(object.data, ...strategy, 'rollingUpdate', 'partition') ?? 0;

/** Whether a new template would reach a member. OnDelete replaces what is deleted only, and is the matter of another rule. */
const isOpen = (pool: MemberPool, { seat }: PlannedPool): boolean =>
  (textAt(pool.object.data, ...strategy, 'type') ?? 'RollingUpdate') === 'RollingUpdate' && partitionOf(pool) < Math.max(seat.declared, 1);

function wrong(pool: MemberPool, plan: PlannedPool): readonly ManifestFound[] {
  const { object } = pool;
  const { seat, system } = plan;
  const thawed = system.state.thawed.includes(seat.cluster);
  const found: ManifestFound[] = [];
  const type = textAt(object.data, ...strategy, 'type') ?? 'RollingUpdate';
  if (type === 'Recreate') {
    const problem = `the update strategy is Recreate, which deletes all ${seat.declared} members before it makes new ones`;
    found.push({ object, path: [...strategy, 'type'], problem, fix: "make it 'RollingUpdate' with a partition" });
  }
  const partition = partitionOf(pool);
  const path = [...strategy, 'rollingUpdate', 'partition'];
  if (!thawed && isOpen(pool, plan)) {
    const problem = `the partition is ${partition} of ${seat.declared} members, so a new pod template replaces ${seat.declared - partition} of them at once with the other clusters', and the state thaws nothing here`;
    found.push({ object, path, problem, fix: `make it ${seat.declared}` });
  }
  if (thawed && partition > seat.declared) {
    const problem = `the state thaws this cluster, and the partition is ${partition}: it counts from the first ordinal, so of ${seat.declared} members none is ever replaced`;
    found.push({ object, path, problem, fix: `make it 0, or less than ${seat.declared}` });
  }
  const most = valueAt(object.data, ...strategy, 'rollingUpdate', 'maxUnavailable');
  const going = most === undefined || most === null ? 1 : count(most, seat.declared);
  if (going > 1) {
    const problem = `a rollout takes ${going} of ${seat.declared} members at a time (maxUnavailable: ${countText(most)})`;
    found.push({ object, path: [...strategy, 'rollingUpdate', 'maxUnavailable'], problem, fix: 'leave it out, which is 1' });
  }
  return found;
}
