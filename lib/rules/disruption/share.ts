import { evictable, presentIn } from '../../manifests/pods/disruption-budget';
import { plannedMemberRule } from '../member-rule';

/** Each cluster's budget allows its share of the group's evictions. */
export const budgetShare = plannedMemberRule(
  {
    name: 'disruption/share',
    severity: 'error',
    demands: "A cluster's disruption budget allows exactly the evictions that the plan assigns to the cluster.",
    why: 'With more, the budgets of all clusters together can cost the quorum. With fewer, drains wait here that the plan allows.',
    source: 'the plan: ⌊(N−1)/2⌋ evictions are divided over the clusters; arithmetic.',
  },
  (pool, { seat, group, role }) => {
    const present = presentIn(pool);
    const { count, budgets } = evictable(pool);
    const [budget] = budgets;
    if (budgets.length !== 1 || !budget || count === Math.min(seat.allowedDown, present ?? seat.declared)) return [];
    const ofGroup = role === 'voter' ? ` of the ${group.tolerated} of group ${group.name}` : '';
    return [
      {
        object: budget.object,
        path: ['spec', budget.field],
        problem: `the budget allows ${count} evictions of ${present ?? seat.declared} members (${budget.text}), and the plan assigns ${seat.allowedDown}${ofGroup} to this cluster`,
        fix:
          present === undefined
            ? `set maxUnavailable: ${seat.allowedDown}`
            : `set minAvailable: ${Math.max(0, present - seat.allowedDown)}`,
      },
    ];
  },
);
