import { balancerRefusals } from '../../plan/balancer/balancer-refusals';
import { systemRule } from '../rule';

/** What load balancers are asked for fits the way into the clusters. */
export const loadBalancerConfig = systemRule(
  {
    name: 'access/load-balancer-config',
    severity: 'error',
    demands:
      'Load balancers have what their way into the clusters needs, speak what the clusters speak, can find out that a cluster does not serve, and lead clients somewhere.',
    why: 'An Ingress without a name answers 404, HTTP inside TLS cannot be seen, a Gateway accepts connections whoever is behind it, as a member does without a quorum, and a failback that nothing can hold up comes at a time that nobody chose.',
    source: 'HAProxy configuration manual, "mode" and "weight"; Kubernetes documentation, "Ingress".',
  },
  plan => balancerRefusals(plan),
);
