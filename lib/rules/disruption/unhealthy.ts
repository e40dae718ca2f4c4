import { evictable } from '../../manifests/pods/disruption-budget';
import { textAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';

/** A member that is not ready still votes. */
export const unhealthyEviction = memberRule(
  {
    name: 'disruption/unhealthy',
    severity: 'error',
    demands:
      "A disruption budget of members does not let unhealthy ones go outside of the budget: unhealthyPodEvictionPolicy is 'IfHealthyBudget'.",
    why: "A member that is not ready can still vote, or hold the only other copy of a write: when the group is already short of members, 'AlwaysAllow' takes those that it could come back with.",
    source: 'Kubernetes enhancement 3017, "PodHealthyPolicy for PodDisruptionBudget"; pkg/registry/core/pod/storage/eviction.go.',
  },
  pool =>
    evictable(pool)
      .budgets.filter(({ object }) => textAt(object.data, 'spec', 'unhealthyPodEvictionPolicy') === 'AlwaysAllow')
      .map(({ object }) => ({
        object,
        path: ['spec', 'unhealthyPodEvictionPolicy'],
        problem: "unhealthyPodEvictionPolicy is 'AlwaysAllow': members that are not ready are evicted however few are left",
        fix: "make it 'IfHealthyBudget'",
      })),
);
