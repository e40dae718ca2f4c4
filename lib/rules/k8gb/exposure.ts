import { isIP } from '../../domain/ip-family';
import { endpointsOf } from '../../plan/access/endpoints';
import { delegatedAccess, delegationBackend } from '../../plan/names/delegation';
import { systemRule } from '../rule';

/** k8gb can watch the entry point, and publish its addresses. */
export const k8gbExposure = systemRule(
  {
    name: 'k8gb/exposure',
    severity: 'error',
    demands: 'The entry point for clients of k8gb is an Ingress, a Gateway or a load balancer with an IPv4 address in every cluster.',
    why: 'k8gb reads the addresses from the status of such an object, and answers only with A records. It never answers with a cluster that has no such object or no IPv4 address.',
    source: 'k8gb, docs/resource_ref.md and controllers/gslb_controller_reconciliation.go: IPv6 addresses are skipped.',
  },
  plan => {
    const access = delegatedAccess(plan);
    if (!access) return [];
    const { exposure } = access;
    if (!delegationBackend(exposure, plan.name)) {
      const problem = `clients use ${exposure.kind === 'node-ports' ? 'node ports' : 'pod addresses'}, which k8gb cannot watch`;
      return [{ problem, fix: 'use Exposure.ingress, Exposure.gateway or Exposure.loadBalancer' }];
    }
    return plan.seats
      .filter(({ serves }) => serves)
      .flatMap(({ cluster, clientHost }) => {
        const targets = endpointsOf(exposure, cluster, clientHost);
        if (targets.length === 0 || targets.some(target => isIP(target) !== 6)) return [];
        const problem = `${cluster.name} has only ${targets.join(', ')}, and k8gb answers with IPv4 addresses`;
        return [{ at: `${plan.name}/${cluster.name}`, problem, fix: 'add an IPv4 address to the entry point' }];
      });
  },
);
