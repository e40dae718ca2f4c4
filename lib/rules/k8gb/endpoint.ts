import { dnsScopeLabel, isEndpoints } from '../../manifests/dns/external-dns';
import { dnsTypeLabels, isGslb } from '../../manifests/dns/k8gb';
import { labelsOf } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { type ManifestFound, unitRule } from '../rule';

/** A DNSEndpoint is either for k8gb or for ExternalDNS. */
export const k8gbEndpoint = unitRule(
  {
    name: 'k8gb/endpoint',
    severity: 'error',
    demands: "A DNSEndpoint has the label of k8gb or of the fleet's ExternalDNS, not both, and does not have the name of a Gslb.",
    why: 'With both labels, ExternalDNS publishes it in the parent zone, where it answers instead of k8gb. If it has the name of a Gslb, k8gb overwrites it at each reconciliation.',
    source:
      'k8gb, controllers/providers/k8gbendpoint/applicationDNSEndpoint.go: its DNSEndpoint has the name of the Gslb, and the label k8gb.io/dnstype.',
  },
  ({ clusters }) =>
    clusters.flatMap(cluster => {
      const written = new Set(
        objectsOf(cluster, 'Gslb')
          .filter(isGslb)
          .map(({ name, namespace }) => `${namespace}/${name}`),
      );
      return objectsOf(cluster, 'DNSEndpoint')
        .filter(isEndpoints)
        .flatMap((object): readonly ManifestFound[] => {
          const labels = labelsOf(object.data);
          const found: ManifestFound[] = [];
          const mark = dnsTypeLabels.find(label => labels[label] !== undefined);
          if (mark && labels[dnsScopeLabel] !== undefined) {
            const problem = `it has ${mark}=${labels[mark]}, which is k8gb's, and ${dnsScopeLabel}=${labels[dnsScopeLabel]}`;
            found.push({ object, path: ['metadata', 'labels', mark], problem, fix: 'remove one of the labels' });
          }
          if (written.has(`${object.namespace}/${object.name}`))
            found.push({
              object,
              path: ['metadata', 'name'],
              problem: `it has the name of Gslb ${object.name}`,
              fix: 'rename it',
            });
          return found;
        });
    }),
);
