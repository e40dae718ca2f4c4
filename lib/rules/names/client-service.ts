import { clientServiceOf, systemParts } from '../../manifests/pods/system-objects';
import { listAt, numberAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { absent } from '../subject';

/** A cluster that serves clients, or may come to, has a Service for them, of the type that clients reach. */
export const clientService = unitRule(
  {
    name: 'names/client-service',
    severity: 'error',
    demands:
      'Each cluster that may serve clients has a Service named as the system is: a LoadBalancer, with ports of nodes, headless, or none of these, as the plan exposes it.',
    why: 'When the names move to a cluster without it, they lead nowhere: the failover succeeds and the outage lasts.',
    source:
      'ExternalDNS documentation, "Service source": a ClusterIP is published where the Service is headless, a load balancer where it is one.',
  },
  unit =>
    systemParts(unit).flatMap((part): readonly ManifestFound[] => {
      const { system, seat, at } = part;
      if (!seat.serves) return [];
      const service = clientServiceOf(part);
      if (!service) {
        const problem = `the cluster may serve clients, and namespace ${system.namespace} has no Service ${system.name}`;
        const about = [absent({ unit: system.name, cluster: part.cluster.cluster }, 'Service', system.name)];
        return [{ at, problem, fix: 'add the Service of its clients, or make the cluster a witness', about }];
      }
      const { exposure } = system.access;
      const type = textAt(service.data, 'spec', 'type') ?? 'ClusterIP';
      const wanted = exposure === 'load-balancer' ? 'LoadBalancer' : exposure === 'node-ports' ? 'NodePort' : 'ClusterIP';
      if (type !== wanted) {
        const problem = `its type is ${type}, and clients come ${through(exposure)}`;
        return [{ object: service, path: ['spec', 'type'], problem, fix: `make it '${wanted}'` }];
      }
      if (exposure === 'pod-addresses' && textAt(service.data, 'spec', 'clusterIP') !== 'None') {
        const problem = 'it is not headless, so ExternalDNS does not publish the addresses of its pods, which clients use';
        return [
          { object: service, path: ['spec', 'clusterIP'], problem, fix: "make it 'None'; the field is immutable, so recreate the Service" },
        ];
      }
      return Object.entries(system.access.nodePorts ?? {}).flatMap(([name, port]) => {
        const ports = listAt(service.data, 'spec', 'ports');
        const at = ports.findIndex(each => textAt(each, 'name') === name);
        const given = at < 0 ? undefined : numberAt(ports[at], 'nodePort');
        if (given === port) return [];
        const problem = `port '${name}' is ${given === undefined ? 'given no port of the nodes' : `port ${given} of the nodes`}, and clients use ${port}`;
        const path = at < 0 ? ['spec', 'ports'] : ['spec', 'ports', at, 'nodePort'];
        return [{ object: service, path, problem, fix: `make nodePort ${port}` }];
      });
    }),
);

function through(exposure: string | null): string {
  if (exposure === 'load-balancer') return 'through a load balancer';
  if (exposure === 'node-ports') return 'to ports of nodes';
  if (exposure === 'gateway') return 'through a Gateway';
  if (exposure === 'ingress') return 'through the ingress controller';
  return exposure === 'pod-addresses' ? 'to the addresses of pods' : 'from the same cluster only';
}
