import { placeName } from '../../manifests/objects/unit-manifests';
import { scaleOf, type VotingPart, votersOf } from '../../manifests/pods/disruption-budget';
import { poolPlace } from '../../manifests/pods/member-pool';
import { tolerated } from '../../plan/members/quorum';
import { groupRule } from '../member-rule';
import { absent, podIdentity } from '../subject';
import { budgetCoverage } from './coverage';

/** All clusters together never let a majority be evicted. */
export const disruptionBudget = groupRule(
  {
    name: 'disruption/budget',
    severity: 'error',
    demands:
      'The voters that the disruption budgets of all clusters let be evicted at a time are together no more than the group can miss.',
    why: 'A budget sees the pods of its own cluster only. Nodes that are drained in two clusters at once take what each of them is allowed, and the group has no quorum.',
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
          ? `let all clusters together evict ${most} at most`
          : `let ${most} be evicted at most`,
      },
    ];
  },
);
