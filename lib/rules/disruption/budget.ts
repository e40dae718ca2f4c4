import { placeName } from '../../manifests/objects/unit-manifests';
import { scaleOf, type VotingPart, votersOf } from '../../manifests/pods/disruption-budget';
import { poolPlace } from '../../manifests/pods/member-pool';
import { tolerated } from '../../plan/members/quorum';
import { groupRule } from '../member-rule';
import { absent, podIdentity } from '../subject';
import { budgetCoverage } from './coverage';

/** The budgets of all clusters together never allow the eviction of a majority. */
export const disruptionBudget = groupRule(
  {
    name: 'disruption/budget',
    severity: 'error',
    demands: 'Together, the disruption budgets of all clusters allow the eviction of no more voters at a time than the group tolerates.',
    why: 'A budget counts only the pods of its own cluster. If nodes are drained in two clusters at once, each evicts as many voters as its budget allows, and the group loses its quorum.',
    source: 'arithmetic: at most ⌊(N−1)/2⌋ of N voters; Kubernetes pkg/controller/disruption, getExpectedPodCount.',
    follows: [budgetCoverage],
  },
  group => {
    const { name } = group;
    const voters = votersOf(group);
    if (!voters) return [];
    const { parts, votes } = voters;
    const together = parts.reduce((sum, { count }) => sum + count, 0);
    const most = tolerated(votes);
    const beyond = ({ pool, count }: VotingPart): number => count - (pool.plan?.seat.allowedDown ?? 0);
    const [first] = parts.filter(({ count }) => count > 0).sort((a, b) => beyond(b) - beyond(a));
    if (together <= most || !first) return [];
    const text = ({ pool, count, budgets }: VotingPart): string =>
      `${poolPlace(pool)} ${count} of ${scaleOf(pool)}${budgets.length === 0 ? ' (no budget)' : ` (${budgets.map(budget => budget.text).join(', ')})`}`;
    return [
      {
        object: first.budgets[0]?.object ?? first.pool.object,
        ...(first.budgets[0] ? { path: ['spec', first.budgets[0].field] } : {}),
        at: placeName(first.pool.object),
        ...(first.budgets[0]
          ? {}
          : { reads: [absent(first.pool.object, 'PodDisruptionBudget', first.pool.object.name), ...podIdentity(first.pool.template)] }),
        problem: `${together} of the ${votes} voters of group ${name} may be evicted at a time, and ${most} may be missing: ${parts.map(text).join(', ')}`,
        fix: parts.some(({ pool }) => pool.cluster.cluster !== '')
          ? `allow ${most} evictions at most in all clusters together`
          : `allow ${most} evictions at most`,
      },
    ];
  },
);
