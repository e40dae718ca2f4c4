import { textAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** An ordered start waits for a readiness that a member cannot reach alone. */
export const parallelStart = objectRule(
  {
    name: 'bootstrap/parallel',
    severity: 'error',
    demands: "A StatefulSet of members starts them all at once: podManagementPolicy is 'Parallel'.",
    why: 'In order, the second member is made only when the first is ready; where readiness needs a quorum, that is never, neither at the first start nor after all members were down.',
    source: 'Kubernetes pkg/controller/statefulset/stateful_set_control.go; bitnami/charts issues 1287 and 1299.',
  },
  ['StatefulSet'],
  ({ data }, { seat }) => {
    const policy = textAt(data, 'spec', 'podManagementPolicy') ?? 'OrderedReady';
    if (!seat || policy === 'Parallel') return [];
    return [
      {
        path: ['spec', 'podManagementPolicy'],
        problem: `podManagementPolicy is ${policy}: a member that is not ready alone keeps the next one from starting`,
        fix: "make it 'Parallel'; the field is immutable, so recreate the StatefulSet with --cascade=orphan",
      },
    ];
  },
);
