import type { Access } from '../../domain/access';
import { systemRule } from '../rule';

/** A load balancer keeps the addresses of clients, and the network policies must admit these. */
export const loadBalancerClients = systemRule(
  {
    name: 'access/load-balancer-clients',
    severity: 'error',
    demands: "A system behind load balancers declares its client ranges ('clientCidrs').",
    why: 'A load balancer is open to the Internet until its source ranges are set.',
    source: 'Kubernetes documentation, "Service": loadBalancerSourceRanges.',
  },
  ({ system: { access } }) =>
    behindCloud(access) && !(access.kind !== 'internal' && access.clientCidrs?.length)
      ? [{ problem: "clients use a load balancer, and no 'clientCidrs' say from where they come", fix: "declare 'clientCidrs'" }]
      : [],
);

/** Whether clients come through a Service of type LoadBalancer. */
const behindCloud = (access: Access): boolean =>
  access.kind === 'load-balancer'
    ? access.frontend?.kind === 'load-balancer'
    : 'exposure' in access && access.exposure.kind === 'load-balancer';
