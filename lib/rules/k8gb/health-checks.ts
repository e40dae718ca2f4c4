import { delegatedAccess } from '../../plan/names/delegation';
import { systemRule } from '../rule';

/** Health checks of a name that k8gb answers match what k8gb does. */
export const k8gbHealthChecks = systemRule(
  {
    name: 'k8gb/health-checks',
    severity: 'error',
    demands: "Health checks of a name that k8gb answers have k8gb's interval, one failure, and no expected text.",
    why: 'k8gb sends no request to members. At each reconciliation it looks for ready members of the Service. Other settings would have no effect, and outages would be computed from them.',
    source: 'k8gb, controllers/runtime_shared.go: health is that of endpoints; chart/k8gb/values.yaml: reconcileRequeueSeconds.',
  },
  (plan, { fleet: { dns } }) => {
    const checks = delegatedAccess(plan)?.healthChecks;
    const zone = dns.provider.delegatedZone;
    if (checks?.kind !== 'server' || !zone) return [];
    const [interval, reconcile] = [checks.interval.toSeconds(), zone.reconcile.toSeconds()];
    const { request, failures } = checks;
    return [
      ...(interval === reconcile
        ? []
        : [
            {
              problem: `the interval of the health checks is ${interval} s, and k8gb reconciles every ${reconcile} s`,
              fix: `set 'interval' to ${reconcile} s, or set 'reconcile' to k8gb's own setting`,
            },
          ]),
      ...(failures === 1
        ? []
        : [
            {
              problem: `the health checks need ${failures} failures, and k8gb removes a cluster after the first`,
              fix: "set 'failures' to 1, and raise failureThreshold of the readiness probe",
            },
          ]),
      ...('contains' in request && request.contains !== undefined
        ? [
            {
              problem: `the health checks look for '${request.contains}' in the response, and k8gb sends no request`,
              fix: "remove 'contains', and let the readiness probe decide",
            },
          ]
        : []),
    ];
  },
);
