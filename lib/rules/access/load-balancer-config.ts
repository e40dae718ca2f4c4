import { balancerRefusals } from '../../plan/balancer-refusals';
import { systemRule } from '../rule';

/** What load balancers are asked for is what they can do. */
export const loadBalancerConfig = systemRule(
  {
    name: 'access/load-balancer-config',
    severity: 'error',
    demands: 'Load balancers are asked for nothing that HAProxy cannot do with the traffic that it sees.',
    why: 'What is asked for and left out in silence is relied on, and found missing during an outage.',
    source:
      'HAProxy configuration manual: cookie, retry-on and option redispatch are for HTTP; there is no mirroring and no measure of distance.',
  },
  plan => balancerRefusals(plan),
);
