import { scaleOf, votersOf } from '../../manifests/pods/disruption-budget';
import { poolPlace } from '../../manifests/pods/member-pool';
import { quorum } from '../../plan/members/quorum';
import { groupRule } from '../member-rule';

/** At least one cluster allows the drain of a node. */
export const drainPossible = groupRule(
  {
    name: 'disruption/drain',
    severity: 'error',
    demands: 'A group of three or more voters allows the eviction of one voter in at least one cluster.',
    why: 'If no budget allows the eviction of a voter, a drain never ends. Nodes are not upgraded, or an operator deletes pods by hand, which bypasses the budget.',
    source:
      'Kubernetes, "Safely Drain a Node" and "Specifying a Disruption Budget"; arithmetic: ⌊(N−1)/2⌋ is at least 1 for three or more voters.',
  },
  group => {
    const { name } = group;
    const voters = votersOf(group);
    if (!voters) return [];
    const { parts, votes } = voters;
    const first = parts.find(({ budgets }) => budgets.length > 0);
    if (votes < 3 || !first || parts.some(({ count }) => count > 0)) return [];
    // Members of clusters that are gone for ever are missing already.
    const living = parts.reduce((sum, { pool }) => sum + scaleOf(pool), 0);
    if (living < votes && living <= quorum(votes)) return [];
    const named = parts.some(({ pool }) => pool.cluster.cluster !== '');
    return [
      {
        object: first.budgets[0]?.object ?? first.pool.object,
        path: ['spec'],
        problem: `no ${named ? 'cluster of' : 'budget of'} group ${name} allows the eviction of any of its ${votes} voters: ${parts.map(({ pool, budgets }) => `${poolPlace(pool)} (${budgets.map(({ text }) => text).join(', ')})`).join(', ')}`,
        fix: named
          ? 'allow 1 eviction in the cluster that is drained first'
          : 'allow 1 eviction in one budget, and keep one budget for each StatefulSet',
      },
    ];
  },
);
