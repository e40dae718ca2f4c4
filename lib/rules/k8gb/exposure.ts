import { isIP } from '../../domain/ip-family';
import { endpointsOf } from '../../plan/access/endpoints';
import { delegatedAccess, delegationBackend } from '../../plan/names/delegation';
import { systemRule } from '../rule';

/** k8gb can watch the way in, and publish its addresses. */
export const k8gbExposure = systemRule(
  {
    name: 'k8gb/exposure',
    severity: 'error',
    demands: 'Clients whom k8gb leads come through an Ingress, a Gateway or a load balancer, with an IPv4 address in every cluster.',
    why: 'k8gb takes the addresses from the status of such an object, and answers with A records only: what has none of both is never an answer.',
    source: 'k8gb, docs/resource_ref.md and controllers/gslb_controller_reconciliation.go: addresses of IPv6 are left out.',
  },
  plan => {
    const access = delegatedAccess(plan);
    if (!access) return [];
    const { exposure } = access;
    if (!delegationBackend(exposure, plan.name)) {
      const problem = `clients come by ${exposure.kind === 'node-ports' ? 'ports of nodes' : 'the addresses of pods'}, which k8gb cannot watch`;
      return [{ problem, fix: 'use Exposure.ingress, Exposure.gateway or Exposure.loadBalancer' }];
    }
    return plan.seats
      .filter(({ serves }) => serves)
      .flatMap(({ cluster, clientHost }) => {
        const targets = endpointsOf(exposure, cluster, clientHost);
        if (targets.length === 0 || targets.some(target => isIP(target) !== 6)) return [];
        const problem = `${cluster.name} is reached by ${targets.join(', ')} only, and k8gb answers with IPv4 addresses`;
        return [{ at: `${plan.name}/${cluster.name}`, problem, fix: 'give the way in an IPv4 address as well' }];
      });
  },
);
