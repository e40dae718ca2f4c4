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
    access.kind === 'dns' && access.exposure.kind === 'load-balancer' && !access.clientCidrs?.length
      ? [{ problem: 'clients come through a load balancer, and nothing says from where', fix: "declare 'clientCidrs'" }]
      : [],
);
