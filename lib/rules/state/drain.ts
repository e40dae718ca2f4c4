import { without } from '../../change/by-name';
import { isSystemFormed } from '../../change/formed';
import { plannedRoles } from '../../change/role-change';
import { systemRule } from '../rule';

/** One disturbance at a time: a drain, or a rollout, in one cluster. */
export const oneDrain = systemRule(
  {
    name: 'state/drain',
    severity: 'error',
    demands: "'drained' names one cluster of a group that has formed, and no other is thawed meanwhile.",
    why: 'Budgets are counted in each cluster and rollouts ask none of them, so that members of two clusters are down at the same time.',
    source: 'Kubernetes documentation, "Disruptions": a budget does not count what a rollout takes.',
  },
  plan => {
    const { name, state } = plan;
    const { drained, thawed } = state;
    if (!isSystemFormed({ name, state, seats: plannedRoles(plan) })) return [];
    const elsewhere = without(thawed, drained);
    if (drained.length > 1)
      return [
        {
          problem: `nodes of ${drained.join(' and ')} are to be drained at once`,
          fix: 'drain one cluster; go on once every member is ready',
        },
      ];
    if (drained.length === 0 || elsewhere.length === 0) return [];
    const problem = `${drained.join(', ')} is to be drained while members of ${elsewhere.join(' and ')} are replaced`;
    return [{ problem, fix: 'do one, wait until all members are ready, and then the other' }];
  },
);
