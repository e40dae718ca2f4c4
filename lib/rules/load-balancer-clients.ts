import { systemRule } from './rule';

/** Behind a load balancer clients come with addresses of their own, which the policies must admit. */
export const loadBalancerClients = systemRule('access/load-balancer-clients', ({ system: { access } }) =>
  access.kind === 'dns' && access.exposure.kind === 'load-balancer' && !access.clientCidrs
    ? [{ problem: 'clients come through a load balancer, and nothing says from where', fix: "declare 'clientCidrs'" }]
    : [],
);
