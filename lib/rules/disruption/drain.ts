import { votersOf } from '../../manifests/pods/disruption-budget';
import { groupRule } from '../member-rule';

/** Somewhere a node can be drained. */
export const drainPossible = groupRule(
  {
    name: 'disruption/drain',
    severity: 'error',
    demands: 'A group of three voters or more lets one be evicted in at least one cluster.',
    why: 'Where no budget lets a voter go, a drain never ends: nodes are not upgraded, or somebody deletes pods by hand, where no budget is asked.',
    source:
      'Kubernetes, "Safely Drain a Node" and "Specifying a Disruption Budget"; arithmetic: ⌊(N−1)/2⌋ is 1 or more from three voters on.',
  },
  group => {
    const { name } = group;
    const voters = votersOf(group);
    if (!voters) return [];
    const { parts, votes } = voters;
    const first = parts.find(({ budgets }) => budgets.length > 0);
    if (votes < 3 || !first || parts.some(({ count }) => count > 0)) return [];
    return [
      {
        object: first.budgets[0]?.object ?? first.pool.object,
        path: ['spec'],
        problem: `no cluster of group ${name} lets any of its ${votes} voters be evicted: ${parts.map(({ pool, budgets }) => `${pool.cluster.cluster} (${budgets.map(({ text }) => text).join(', ')})`).join(', ')}`,
        fix: 'let one cluster evict 1, the one that is drained first',
      },
    ];
  },
);
