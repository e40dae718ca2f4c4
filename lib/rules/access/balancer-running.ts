import { objectOf } from '../../manifests/objects/cluster-objects';
import { podsBehind } from '../../manifests/pods/system-objects';
import { listAt, numberAt, objectAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

const serviceTypes = { 'load-balancer': 'LoadBalancer', 'node-ports': 'NodePort', 'pod-addresses': 'ClusterIP' } as const;

/** Every site of load balancers has its replicas, and a Service for clients. */
export const balancerRunning = unitRule(
  {
    name: 'access/balancer-running',
    severity: 'error',
    demands: 'Each site has as many load balancers as the plan says, and a Service that routes clients to them.',
    why: 'A site without load balancers is noticed only when the other site is lost; so is a site with a single one that a drain evicts.',
    source: 'the plan; Kubernetes documentation, "Deployments": the default of replicas is 1.',
  },
  ({ system, clusters }) => {
    const balancer = system?.access.balancer;
    if (!system || !balancer) return [];
    return balancer.sites.flatMap((site): readonly ManifestFound[] => {
      const cluster = clusters.find(({ cluster: name, objects }) => name === site.cluster && objects.length > 0);
      if (!cluster) return [];
      const at = `${system.name}/${site.cluster}`;
      const deployment = objectOf(cluster, 'Deployment', balancer.name, system.namespace);
      const service = objectOf(cluster, 'Service', balancer.name, system.namespace);
      const found: ManifestFound[] = [];
      const replicas = deployment && (numberAt(deployment.data, 'spec', 'replicas') ?? 1);
      if (!deployment) {
        const problem = `load balancers must run here, and namespace ${system.namespace} has no Deployment ${balancer.name}`;
        found.push({ at, problem, fix: `add it with ${balancer.replicas} replicas` });
      } else if (replicas !== undefined && replicas < balancer.replicas) {
        const problem = `${replicas} load balancers run here, and the plan has ${balancer.replicas}`;
        found.push({ object: deployment, path: ['spec', 'replicas'], problem, fix: `set it to ${balancer.replicas}` });
      }
      if (!service) {
        const problem = `clients use load balancers here, and namespace ${system.namespace} has no Service ${balancer.name}`;
        return [...found, { at, problem, fix: 'add the Service of the load balancers' }];
      }
      const type = textAt(service.data, 'spec', 'type') ?? 'ClusterIP';
      const wanted = balancer.frontend ? serviceTypes[balancer.frontend] : 'ClusterIP';
      if (type !== wanted)
        found.push({
          object: service,
          path: ['spec', 'type'],
          problem: `its type is ${type}, and clients use a ${wanted}`,
          fix: `set it to '${wanted}'`,
        });
      if (
        deployment &&
        !podsBehind(service, cluster).some(({ object }) => object === deployment) &&
        Object.keys(objectAt(service.data, 'spec', 'selector')).length > 0
      )
        found.push({
          object: service,
          path: ['spec', 'selector'],
          problem: 'it does not select the pods of the load balancers',
          fix: 'select the labels of their pods',
        });
      const served = new Set(listAt(service.data, 'spec', 'ports').map(port => numberAt(port, 'port')));
      const clients = system.engine.ports.filter(({ serves, port }) => serves.includes('clients') && !served.has(port));
      for (const { name, port } of clients)
        found.push({
          object: service,
          path: ['spec', 'ports'],
          problem: `it has no port ${port}, and clients need it for '${name}'`,
          fix: `add port ${port}`,
        });
      return found;
    });
  },
);
