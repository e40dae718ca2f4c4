import { isIP } from '../../domain/ip-family';
import { terraformChecks } from '../../plan/names/terraform-checks';
import { systemRule } from '../rule';

/** A health check reaches the members: it connects to an address and requests the host name of clients. */
export const terraformCheckHost = systemRule(
  {
    name: 'terraform/check-host',
    severity: 'error',
    demands: 'An HTTP health check through an Ingress or a gateway has an IP address as its target.',
    why: 'A check of a host name requests that name, which no Ingress of the system has. The answer is 404, and the cluster never becomes healthy.',
    source: 'Route 53 API reference, HealthCheckConfig: without an IP address, the checked domain name is also the Host header.',
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
            problem: `the health check would request '${target}' from ${target}, and the members are behind '${host}'`,
            fix: 'declare the addresses of the entry point, or check only a connection: HealthRequest.tcp',
          })),
      );
  },
);
