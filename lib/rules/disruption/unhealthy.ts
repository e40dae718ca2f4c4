import { evictable } from '../../manifests/pods/disruption-budget';
import { textAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';

/** A member that is not ready still votes. */
export const unhealthyEviction = memberRule(
  {
    name: 'disruption/unhealthy',
    severity: 'error',
    demands: "A disruption budget of members also protects unhealthy ones: unhealthyPodEvictionPolicy is 'IfHealthyBudget'.",
    why: "A member that is not ready can still vote, or have the only other copy of a write. If the group is already short of members, 'AlwaysAllow' evicts those with which it could recover.",
    source: 'Kubernetes enhancement 3017, "PodHealthyPolicy for PodDisruptionBudget"; pkg/registry/core/pod/storage/eviction.go.',
  },
  pool =>
    evictable(pool)
      .budgets.filter(({ object }) => textAt(object.data, 'spec', 'unhealthyPodEvictionPolicy') === 'AlwaysAllow')
      .map(({ object }) => ({
        object,
        path: ['spec', 'unhealthyPodEvictionPolicy'],
        problem: "unhealthyPodEvictionPolicy is 'AlwaysAllow': members that are not ready can be evicted, however few are left",
        fix: "set it to 'IfHealthyBudget'",
      })),
);
