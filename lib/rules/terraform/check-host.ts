import { isIP } from '../../domain/ip-family';
import { terraformChecks } from '../../plan/names/terraform-checks';
import { systemRule } from '../rule';

/** A check gets through to the members: it asks an address for the name that clients ask for. */
export const terraformCheckHost = systemRule(
  {
    name: 'terraform/check-host',
    severity: 'error',
    demands: 'A check of an HTTP request through an Ingress or a gateway goes to an address.',
    why: 'A check of a host name asks for that name, which no Ingress of the system has: the answer is 404, and the cluster is never healthy.',
    source: 'Route 53 API reference, HealthCheckConfig: without an IP address the domain name that is checked is also the Host header.',
  },
  plan => {
    const { access } = plan.system;
    if (access.kind !== 'dns' || (access.exposure.kind !== 'ingress' && access.exposure.kind !== 'gateway')) return [];
    return terraformChecks([plan])
      .filter(({ request }) => request.kind !== 'tcp')
      .flatMap(({ cluster, host, targets }) =>
        targets
          .filter(target => isIP(target) === 0)
          .map(target => ({
            at: `${plan.name}/${cluster}`,
            problem: `the check would ask ${target} for '${target}', and the members are behind '${host}'`,
            fix: 'declare the way in by its addresses, or let the check only open a connection: HealthRequest.tcp',
          })),
      );
  },
);
