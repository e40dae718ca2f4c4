import { clientServiceOf, systemParts } from '../../manifests/pods/system-objects';
import { listAt, numberAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { absent } from '../subject';

/** A cluster that can serve clients has a Service for them, of the type that the plan needs. */
export const clientService = unitRule(
  {
    name: 'names/client-service',
    severity: 'error',
    demands:
      'Each cluster that can serve clients has a Service with the name of the system. Its type is that of the planned exposure: LoadBalancer, NodePort, headless, or ClusterIP.',
    why: 'If a name fails over to a cluster without the Service, clients find nothing there: the failover succeeds and the outage lasts.',
    source:
      'ExternalDNS documentation, "Service source": pod addresses of a headless Service and addresses of a load balancer are published.',
  },
  unit =>
    systemParts(unit).flatMap((part): readonly ManifestFound[] => {
      const { system, seat, at } = part;
      if (!seat.serves) return [];
      const service = clientServiceOf(part);
      if (!service) {
        const problem = `the cluster can serve clients, and namespace ${system.namespace} has no Service ${system.name}`;
        const about = [absent({ unit: system.name, cluster: part.cluster.cluster }, 'Service', system.name)];
        return [{ at, problem, fix: 'add the Service for clients, or declare the cluster as a witness', about }];
      }
      const { exposure } = system.access;
      const type = textAt(service.data, 'spec', 'type') ?? 'ClusterIP';
      const wanted = exposure === 'load-balancer' ? 'LoadBalancer' : exposure === 'node-ports' ? 'NodePort' : 'ClusterIP';
      if (type !== wanted) {
        const problem = `its type is ${type}, and clients use ${entryPointOf(exposure)}`;
        return [{ object: service, path: ['spec', 'type'], problem, fix: `set it to '${wanted}'` }];
      }
      if (exposure === 'pod-addresses' && textAt(service.data, 'spec', 'clusterIP') !== 'None') {
        const problem = 'it is not headless, so ExternalDNS does not publish the addresses of its pods, which clients use';
        return [
          {
            object: service,
            path: ['spec', 'clusterIP'],
            problem,
            fix: "set it to 'None'; the field is immutable, so recreate the Service",
          },
        ];
      }
      return Object.entries(system.access.nodePorts ?? {}).flatMap(([name, port]) => {
        const ports = listAt(service.data, 'spec', 'ports');
        const at = ports.findIndex(each => textAt(each, 'name') === name);
        const given = at < 0 ? undefined : numberAt(ports[at], 'nodePort');
        if (given === port) return [];
        const problem = `port '${name}' has ${given === undefined ? 'no node port' : `node port ${given}`}, and clients use ${port}`;
        const path = at < 0 ? ['spec', 'ports'] : ['spec', 'ports', at, 'nodePort'];
        return [{ object: service, path, problem, fix: `set nodePort to ${port}` }];
      });
    }),
);

function entryPointOf(exposure: string | null): string {
  if (exposure === 'load-balancer') return 'a load balancer';
  if (exposure === 'node-ports') return 'node ports';
  if (exposure === 'gateway') return 'a Gateway';
  if (exposure === 'ingress') return 'the ingress controller';
  return exposure === 'pod-addresses' ? 'the addresses of pods' : 'it from the same cluster only';
}
