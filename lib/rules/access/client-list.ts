import { answersByHost } from '../../plan/access/endpoints';
import { systemRule } from '../rule';

/** The endpoints of a list work for a client that requests no host name. */
export const clientList = systemRule(
  {
    name: 'access/client-list',
    severity: 'error',
    demands:
      'A system whose clients have a list of endpoints is exposed by the addresses of its members, a load balancer, node ports or a route of kind tcp.',
    why: 'An Ingress, and a route of another kind, select the system by the requested host name. The endpoints of a list are addresses: a request to one of them names no host, and gets a 404.',
    source: 'Kubernetes documentation, "Ingress": host rules. Gateway API, HTTPRoute: hostnames.',
  },
  ({ system: { access } }) => {
    if (access.kind !== 'client-list') return [];
    const { exposure } = access;
    if (!answersByHost(exposure)) return [];
    const what = exposure.kind === 'gateway' ? `a route of kind '${exposure.route}'` : 'an Ingress';
    return [
      {
        problem: `clients try a list of addresses, and ${what} answers only requests for a host name`,
        fix: "use Exposure.podAddresses(), loadBalancer(), nodePorts() or gateway({ route: 'tcp', … }), or route clients by Access.dns()",
      },
    ];
  },
);
