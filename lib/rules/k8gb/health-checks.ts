import { delegatedAccess } from '../../plan/names/delegation';
import { systemRule } from '../rule';

/** k8gb looks at which members are ready, at its own times. */
export const k8gbHealthChecks = systemRule(
  {
    name: 'k8gb/health-checks',
    severity: 'error',
    demands: 'Health checks of a name that k8gb answers say what k8gb does: at its interval, out at the first failure, by readiness.',
    why: 'k8gb asks no member anything: it looks for ready members behind the Service each time it reconciles, so what is said otherwise is not done, and outages would be computed from it.',
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
              problem: `they are made every ${interval} s, and k8gb looks every ${reconcile} s`,
              fix: `say interval: ${reconcile} s, or set 'reconcile' to what k8gb runs with`,
            },
          ]),
      ...(failures === 1
        ? []
        : [
            {
              problem: `they let ${failures} failures pass, and k8gb takes a cluster out at the first`,
              fix: 'say failures: 1, and let the readiness probe bear more',
            },
          ]),
      ...('contains' in request && request.contains !== undefined
        ? [
            {
              problem: `they look for '${request.contains}' in the answer, and k8gb asks for none`,
              fix: 'let the readiness probe decide, and leave it out',
            },
          ]
        : []),
    ];
  },
);
