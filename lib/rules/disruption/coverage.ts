import { objectText } from '../../manifests/objects/applied-object';
import { selects } from '../../manifests/objects/selector';
import { evictable } from '../../manifests/pods/disruption-budget';
import type { MemberPool } from '../../manifests/pods/member-pool';
import { templatesOf } from '../../manifests/pods/system-objects';
import { valueAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** The members of a cluster have one disruption budget, which is theirs alone. */
export const budgetCoverage = plannedMemberRule(
  {
    name: 'disruption/coverage',
    severity: 'error',
    demands: "Each cluster's members are selected by exactly one disruption budget, which selects no other pods.",
    why: 'Without one all of them can be evicted at once; with two the API server refuses every eviction; one that counts other pods lets a voter go because something else is healthy.',
    source:
      'Kubernetes pkg/registry/core/pod/storage/eviction.go and pkg/controller/disruption, getExpectedScale; vault-helm, the comment on its budget.',
  },
  (pool, { seat, group, role }) => {
    const { budgets } = evictable(pool);
    const [budget, ...more] = budgets;
    const kind = role === 'voter' ? 'voters' : 'learners';
    if (!budget) {
      const problem = `no disruption budget selects the ${seat.declared} ${kind} of group ${group.name} here, so all of them can be evicted at once`;
      return [{ problem, fix: `add one with maxUnavailable: ${seat.allowedDown} that selects their labels` }];
    }
    if (more.length > 0) {
      const names = budgets.map(({ object }) => object.name).join(' and ');
      const problem = `${budgets.length} disruption budgets select the ${kind} here (${names}), and the API server evicts no pod that has more than one`;
      return more.map(({ object }) => ({ object, path: ['spec', 'selector'], problem, fix: 'keep one' }));
    }
    const others = othersOf(pool, valueAt(budget.object.data, 'spec', 'selector'));
    if (others.length === 0) return [];
    return [
      {
        object: budget.object,
        path: ['spec', 'selector'],
        problem: `the disruption budget of the ${kind} selects the pods of ${others.join(', ')} too, and counts them`,
        fix: `select the labels that only the ${kind} have`,
      },
    ];
  },
);

/** What else makes pods that a selector selects. Pods of a Job come and go, and are not counted. */
const othersOf = ({ cluster, object }: MemberPool, selector: Parameters<typeof selects>[0]): readonly string[] =>
  templatesOf(cluster).flatMap(({ object: other, labels }) =>
    other !== object && other.namespace === object.namespace && selects(selector, labels) ? [objectText(other)] : [],
  );
