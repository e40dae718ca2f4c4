import { objectOf } from '../../manifests/objects/cluster-objects';
import { textAt } from '../../manifests/yaml/json';
import { configChecksum, configChecksumAnnotation, haproxyFile } from '../../plan/balancer/balancer-files';
import { type ManifestFound, unitRule } from '../rule';

/** Load balancers run the configuration of the plan. */
export const balancerConfig = unitRule(
  {
    name: 'access/balancer-config',
    severity: 'error',
    demands: "The configuration of load balancers is the plan's, and their pods carry its checksum.",
    why: 'If the configuration lacks a cluster, or has one of another group, a failover is the first to show it. A change without a new checksum has no effect until a pod is replaced for another reason.',
    source: 'the plan; Kubernetes documentation, "ConfigMaps": a program that reads a file once does not see that it changed.',
  },
  ({ system, clusters }) => {
    const balancer = system?.access.balancer;
    if (!system || !balancer) return [];
    return balancer.sites.flatMap((site): readonly ManifestFound[] => {
      const cluster = clusters.find(({ cluster: name, objects }) => name === site.cluster && objects.length > 0);
      if (!cluster) return [];
      const at = `${system.name}/${site.cluster}`;
      const map = objectOf(cluster, 'ConfigMap', balancer.name, system.namespace);
      const config = map && textAt(map.data, 'data', haproxyFile);
      if (config === undefined) {
        const problem = `load balancers run here, and ConfigMap ${balancer.name} has no ${haproxyFile}`;
        return [{ ...(map ? { object: map, path: ['data'] } : {}), at, problem, fix: 'restore it from the synthesis' }];
      }
      const found: ManifestFound[] = [];
      const checksum = configChecksum(config);
      if (checksum !== site.config)
        found.push({
          object: map as NonNullable<typeof map>,
          path: ['data', haproxyFile],
          problem: "the load balancers' configuration is not the plan's",
          fix: 'change the program and synthesize, or restore the file',
        });
      const deployment = objectOf(cluster, 'Deployment', balancer.name, system.namespace);
      const path = ['spec', 'template', 'metadata', 'annotations', configChecksumAnnotation];
      if (deployment && textAt(deployment.data, ...path) !== checksum)
        found.push({
          object: deployment,
          path,
          problem: 'its pods have the checksum of another configuration, so a change does not replace them',
          fix: `set it to ${checksum}`,
        });
      return found;
    });
  },
);
