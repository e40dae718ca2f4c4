import { clientServiceOf, systemParts } from '../../manifests/pods/system-objects';
import { textAt } from '../../manifests/yaml/json';
import { unitRule } from '../rule';

/** Connections through nodes keep the addresses of clients, by which network policies admit them. */
export const clientAddress = unitRule(
  {
    name: 'network/client-address',
    severity: 'error',
    demands: "A Service for clients of type LoadBalancer or NodePort has externalTrafficPolicy 'Local'.",
    why: "Otherwise a connection may pass through another node, which replaces the client's address with its own. The network policies then refuse clients at random, or would have to admit all nodes.",
    source: 'Kubernetes documentation, "Preserving the client source IP".',
  },
  unit =>
    systemParts(unit).flatMap(part => {
      const service = clientServiceOf(part);
      if (!service || !/^(LoadBalancer|NodePort)$/.test(textAt(service.data, 'spec', 'type') ?? '')) return [];
      const policy = textAt(service.data, 'spec', 'externalTrafficPolicy') ?? 'Cluster';
      if (policy === 'Local') return [];
      const problem = `externalTrafficPolicy is ${policy}, so members see the address of a node instead of the client's`;
      return [{ object: service, path: ['spec', 'externalTrafficPolicy'], problem, fix: "set it to 'Local'" }];
    }),
);
