import { hostnameAnnotation, hostnameOf, isGslb, referenceOf } from '../../manifests/dns/k8gb';
import { objectOf, objectsOf } from '../../manifests/objects/cluster-objects';
import { listAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** Entry points without a host. */
const hostless = ['Service', 'TCPRoute', 'UDPRoute'];

/** k8gb finds the entry point of clients, and its host. */
export const k8gbBackend = unitRule(
  {
    name: 'k8gb/backend',
    severity: 'error',
    demands:
      'A Gslb refers to an object in the same cluster. A Service is of type LoadBalancer. For a Service or a TCPRoute, the Gslb has an annotation with the host.',
    why: 'k8gb reads the host, the addresses and the health from this object. Without one of them a Gslb publishes nothing, so the cluster answers that the name does not exist.',
    source: 'k8gb, docs/resource_ref.md and controllers/refresolver: lbservice, gatewayapitcproute.',
  },
  ({ clusters }) =>
    clusters.flatMap(cluster =>
      objectsOf(cluster, 'Gslb')
        .filter(isGslb)
        .flatMap((object): readonly ManifestFound[] => {
          const reference = referenceOf(object);
          if (!reference) return [];
          const { kind, name, namespace } = reference;
          const path = ['spec', 'resourceRef'];
          const found: ManifestFound[] = [];
          const there = objectOf(cluster, kind, name, namespace);
          if (!there) {
            const problem = `it refers to ${kind} ${namespace}/${name}, which is not in the output of ${cluster.cluster}`;
            found.push({ object, path, problem, fix: `refer to an object of the output${suggestion(cluster, kind)}` });
          }
          const type = there && kind === 'Service' ? (textAt(there.data, 'spec', 'type') ?? 'ClusterIP') : 'LoadBalancer';
          if (type !== 'LoadBalancer')
            found.push({
              object,
              path,
              problem: `Service ${name} is of type ${type}`,
              fix: 'refer to a Service of type LoadBalancer, or to an Ingress',
            });
          if (hostless.includes(kind) && (hostnameOf(object) ?? '') === '') {
            const problem = `a ${kind} has no host, and the Gslb has no annotation with one`;
            found.push({
              object,
              path: ['metadata', 'annotations', hostnameAnnotation],
              problem,
              fix: `add the annotation ${hostnameAnnotation}`,
            });
          }
          if (there && kind === 'Ingress' && !listAt(there.data, 'spec', 'rules').some(rule => (textAt(rule, 'host') ?? '') !== ''))
            found.push({
              object,
              path,
              problem: `Ingress ${name} is for every host, so k8gb has no name to publish`,
              fix: 'add a host to its rules',
            });
          return found;
        }),
    ),
);

const suggestion = (cluster: Parameters<typeof objectsOf>[0], kind: string): string => {
  const names = objectsOf(cluster, kind).map(({ name }) => name);
  return names.length > 0 ? `: ${names.join(', ')}` : '';
};
