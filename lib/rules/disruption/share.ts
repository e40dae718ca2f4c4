import { evictable, presentIn } from '../../manifests/pods/disruption-budget';
import { plannedMemberRule } from '../member-rule';

/** Each cluster has the part of the budget that was handed to it. */
export const budgetShare = plannedMemberRule(
  {
    name: 'disruption/share',
    severity: 'error',
    demands: "A cluster's disruption budget lets as many members go as the plan hands it of the group's.",
    why: 'With more, another cluster has to have less for the quorum to be safe, and does not know it; with less, drains wait here that were planned for.',
    source: 'the plan: ⌊(N−1)/2⌋ is handed out over the clusters; arithmetic.',
  },
  (pool, { seat, group, role }) => {
    const present = presentIn(pool);
    const { count, budgets } = evictable(pool);
    const [budget] = budgets;
    if (budgets.length !== 1 || !budget || count === Math.min(seat.allowedDown, present ?? seat.declared)) return [];
    const whose = role === 'voter' ? `, of the ${group.tolerated} that group ${group.name} can miss` : '';
    return [
      {
        object: budget.object,
        path: ['spec', budget.field],
        problem: `the budget lets ${count} of ${present ?? seat.declared} members go (${budget.text}), and the plan hands this cluster ${seat.allowedDown}${whose}`,
        fix:
          present === undefined
            ? `make it maxUnavailable: ${seat.allowedDown}`
            : `make it minAvailable: ${Math.max(0, present - seat.allowedDown)}`,
      },
    ];
  },
);
