import { hostnameAnnotation, hostnameOf, isGslb, referenceOf } from '../../manifests/dns/k8gb';
import { objectOf, objectsOf } from '../../manifests/objects/cluster-objects';
import { listAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** Ways in that say no host. */
const hostless = ['Service', 'TCPRoute', 'UDPRoute'];

/** k8gb finds what clients come through, and the host that it is for. */
export const k8gbBackend = unitRule(
  {
    name: 'k8gb/backend',
    severity: 'error',
    demands:
      'What a Gslb refers to is in the same cluster; a Service is a load balancer, and gets its host by an annotation of the Gslb, as a TCPRoute does.',
    why: 'k8gb takes the host, the addresses and the health from there: a Gslb without one of them publishes nothing, so the cluster answers that the name does not exist.',
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
            const problem = `it refers to ${kind} ${namespace}/${name}, which ${cluster.cluster} does not have here`;
            found.push({ object, path, problem, fix: `refer to what is there${suggestion(cluster, kind)}` });
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
            const problem = `a ${kind} has no host, and the Gslb gives it none`;
            found.push({
              object,
              path: ['metadata', 'annotations', hostnameAnnotation],
              problem,
              fix: `add the annotation ${hostnameAnnotation}`,
            });
          }
          if (there && kind === 'Ingress' && !listAt(there.data, 'spec', 'rules').some(rule => (textAt(rule, 'host') ?? '') !== ''))
            found.push({ object, path, problem: `Ingress ${name} is for every host, and so for no name`, fix: 'give its rules a host' });
          return found;
        }),
    ),
);

const suggestion = (cluster: Parameters<typeof objectsOf>[0], kind: string): string => {
  const names = objectsOf(cluster, kind).map(({ name }) => name);
  return names.length > 0 ? `: ${names.join(', ')}` : '';
};
