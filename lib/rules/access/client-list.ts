import { answersByHost } from '../../plan/access/endpoints';
import { systemRule } from '../rule';

/** A list of endpoints holds what a client can connect to without asking for a name. */
export const clientList = systemRule(
  {
    name: 'access/client-list',
    severity: 'error',
    demands:
      'A system whose clients have a list of endpoints is exposed by the addresses of its members, a load balancer, ports of nodes or a route of kind tcp.',
    why: 'An Ingress, and a route of another kind, answer by the host that a client asks for. The endpoints of a list are addresses: a request to one of them is for no host, and is answered with 404.',
    source: 'Kubernetes documentation, "Ingress": host rules. Gateway API, HTTPRoute: hostnames.',
  },
  ({ system: { access } }) => {
    if (access.kind !== 'client-list') return [];
    const { exposure } = access;
    if (!answersByHost(exposure)) return [];
    const what = exposure.kind === 'gateway' ? `a route of kind '${exposure.route}'` : 'an Ingress';
    return [
      {
        problem: `clients try a list of addresses, and ${what} answers by the host that is asked for`,
        fix: "use Exposure.podAddresses(), loadBalancer(), nodePorts() or gateway({ route: 'tcp', … }), or lead clients by Access.dns()",
      },
    ];
  },
);
