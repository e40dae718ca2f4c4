import { type AppliedObject, objectText } from '../../manifests/objects/applied-object';
import { selects } from '../../manifests/objects/selector';
import { evictable } from '../../manifests/pods/disruption-budget';
import type { MemberPool, PlannedPool } from '../../manifests/pods/member-pool';
import { templatesOf } from '../../manifests/pods/system-objects';
import { valueAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';
import type { ManifestFound } from '../rule';
import { absent, anyOf, podIdentity } from '../subject';

/** The members of a cluster have exactly one disruption budget, for them alone. */
export const budgetCoverage = memberRule(
  {
    name: 'disruption/coverage',
    severity: 'error',
    demands: "Exactly one disruption budget selects each cluster's members, and it selects no other pods.",
    why: 'Without a budget all members can be evicted at once. With two, the API server refuses every eviction. A budget that counts other pods allows the eviction of a voter because another pod is healthy.',
    source:
      'Kubernetes pkg/registry/core/pod/storage/eviction.go and pkg/controller/disruption, getExpectedScale; vault-helm, the comment on its budget.',
  },
  pool => (pool.plan ? againstPlan(pool, pool.plan) : alone(pool)),
);

/** Without a plan. Other rules, which count votes, report no budget or two budgets. */
function alone(pool: MemberPool): readonly ManifestFound[] {
  const { budgets } = evictable(pool);
  const [budget] = budgets;
  return budget && budgets.length === 1 ? countsOthers(pool, budget.object, 'members') : [];
}

function againstPlan(pool: MemberPool, { seat, group, role }: PlannedPool): readonly ManifestFound[] {
  const { budgets } = evictable(pool);
  const [budget, ...more] = budgets;
  const kind = role === 'voter' ? 'voters' : 'learners';
  if (!budget) {
    const problem = `no disruption budget selects the ${seat.declared} ${kind} of group ${group.name} here, so all of them can be evicted at once`;
    const fix = `add one with maxUnavailable: ${seat.allowedDown} that selects their labels`;
    const about = [absent(pool.object, 'PodDisruptionBudget', pool.object.name)];
    const reads = [anyOf(pool.object, 'PodDisruptionBudget', 'spec', 'selector'), ...podIdentity(pool.template)];
    return [{ problem, fix, about, reads }];
  }
  if (more.length > 0) {
    const names = budgets.map(({ object }) => object.name).join(' and ');
    const problem = `${budgets.length} disruption budgets select the ${kind} here (${names}), and the API server evicts no pod that has more than one`;
    return more.map(({ object }) => ({ object, path: ['spec', 'selector'], problem, fix: 'keep one' }));
  }
  return countsOthers(pool, budget.object, kind);
}

function countsOthers(pool: MemberPool, budget: AppliedObject, kind: string): readonly ManifestFound[] {
  const others = othersOf(pool, valueAt(budget.data, 'spec', 'selector'));
  if (others.length === 0) return [];
  return [
    {
      object: budget,
      path: ['spec', 'selector'],
      problem: `the disruption budget of the ${kind} selects the pods of ${others.join(', ')} too, and counts them`,
      fix: `select the labels that only the ${kind} have`,
    },
  ];
}

/** Other workloads whose pods a selector selects, except Jobs, whose pods come and go. */
const othersOf = ({ cluster, object, plan }: MemberPool, selector: Parameters<typeof selects>[0]): readonly string[] =>
  templatesOf(cluster).flatMap(({ object: other, labels }) =>
    other !== object && other.namespace === object.namespace && (plan || lasting(other)) && selects(selector, labels)
      ? [objectText(other)]
      : [],
  );

const lasting = ({ kind }: AppliedObject): boolean => kind !== 'Job' && kind !== 'CronJob' && kind !== 'Pod';
