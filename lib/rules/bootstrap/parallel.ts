import { replicasOf } from '../../manifests/pods/listed-peers';
import { memberPool } from '../../manifests/pods/member-pool';
import { textAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Members start in parallel, because one member alone may never become ready. */
export const parallelStart = objectRule(
  {
    name: 'bootstrap/parallel',
    severity: 'error',
    demands: "A StatefulSet of members starts them all at once: podManagementPolicy is 'Parallel'.",
    why: 'In order, the second member is created only when the first is ready. If readiness needs a quorum, that never happens, neither at the first start nor after all members were down.',
    source: 'Kubernetes pkg/controller/statefulset/stateful_set_control.go; bitnami/charts issues 1287 and 1299.',
  },
  ['StatefulSet'],
  (object, cluster, unit) => {
    const policy = textAt(object.data, 'spec', 'podManagementPolicy') ?? 'OrderedReady';
    if (policy === 'Parallel') return [];
    if (!cluster.seat) {
      // A single pod has no order.
      const pool = unit.plan ? undefined : memberPool(object, cluster, unit);
      if (!pool || (replicasOf(pool) ?? 1) < 2) return [];
    }
    return [
      {
        path: ['spec', 'podManagementPolicy'],
        problem: `podManagementPolicy is ${policy}: a member that is not ready by itself keeps the next one from starting`,
        fix: "set it to 'Parallel'; the field is immutable, so recreate the StatefulSet with --cascade=orphan",
      },
    ];
  },
);
