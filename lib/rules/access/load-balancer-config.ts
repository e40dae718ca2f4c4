import { balancerRefusals } from '../../plan/balancer/balancer-refusals';
import { systemRule } from '../rule';

/** The configuration of load balancers fits the entry points of the clusters. */
export const loadBalancerConfig = systemRule(
  {
    name: 'access/load-balancer-config',
    severity: 'error',
    demands:
      'Load balancers have everything that the entry points of the clusters need, speak the same protocol, can detect a cluster that does not serve, and have a cluster to route clients to.',
    why: 'An Ingress answers 404 to a request without a host name. A load balancer cannot read HTTP inside TLS. A Gateway accepts connections even if no member answers behind it, and so does a member without a quorum. A failback that nothing delays comes at a time that nobody chose.',
    source: 'HAProxy configuration manual, "mode" and "weight"; Kubernetes documentation, "Ingress".',
  },
  plan => balancerRefusals(plan),
);
