import type { Access } from '../../domain/access';
import { systemRule } from '../rule';

/** Behind a load balancer clients come with addresses of their own, which the policies must admit. */
export const loadBalancerClients = systemRule(
  {
    name: 'access/load-balancer-clients',
    severity: 'error',
    demands: 'A system behind load balancers says who its clients are.',
    why: 'A load balancer is open to the Internet until its source ranges are named.',
    source: 'Kubernetes documentation, "Service": loadBalancerSourceRanges.',
  },
  ({ system: { access } }) =>
    behindCloud(access) && !(access.kind !== 'internal' && access.clientCidrs?.length)
      ? [{ problem: 'clients come through a load balancer, and nothing says from where', fix: "declare 'clientCidrs'" }]
      : [],
);

/** Whether clients come through a Service of type LoadBalancer. */
const behindCloud = (access: Access): boolean =>
  access.kind === 'load-balancer'
    ? access.frontend?.kind === 'load-balancer'
    : 'exposure' in access && access.exposure.kind === 'load-balancer';
