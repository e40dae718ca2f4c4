import { clientServiceOf, systemParts } from '../../manifests/pods/system-objects';
import { textAt } from '../../manifests/yaml/json';
import { unitRule } from '../rule';

/** What is reached at nodes keeps the addresses of clients, which the network policies admit them by. */
export const clientAddress = unitRule(
  {
    name: 'network/client-address',
    severity: 'error',
    demands: "A Service of clients of type LoadBalancer or NodePort has externalTrafficPolicy 'Local'.",
    why: 'Otherwise a connection may take a hop over another node, which puts its own address in the place of the client: the network policies then keep clients out at random, or have to let in all nodes.',
    source: 'Kubernetes documentation, "Preserving the client source IP".',
  },
  unit =>
    systemParts(unit).flatMap(part => {
      const service = clientServiceOf(part);
      if (!service || !/^(LoadBalancer|NodePort)$/.test(textAt(service.data, 'spec', 'type') ?? '')) return [];
      const policy = textAt(service.data, 'spec', 'externalTrafficPolicy') ?? 'Cluster';
      if (policy === 'Local') return [];
      const problem = `externalTrafficPolicy is ${policy}, so members see the address of a node in the place of a client's`;
      return [{ object: service, path: ['spec', 'externalTrafficPolicy'], problem, fix: "make it 'Local'" }];
    }),
);
