import { dnsScopeLabel, isEndpoints } from '../../manifests/dns/external-dns';
import { dnsTypeLabels, isGslb } from '../../manifests/dns/k8gb';
import { labelsOf } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { type ManifestFound, unitRule } from '../rule';

/** What k8gb answers from and what ExternalDNS publishes are kept apart. */
export const k8gbEndpoint = unitRule(
  {
    name: 'k8gb/endpoint',
    severity: 'error',
    demands: "A DNSEndpoint is k8gb's or the fleet's: by its label, and by its name, since k8gb writes one with the name of each Gslb.",
    why: 'One that is both is published in the zone above, where it answers for a cluster instead of k8gb; one with the name of a Gslb is overwritten by k8gb each time it reconciles.',
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
            found.push({ object, path: ['metadata', 'labels', mark], problem, fix: 'take one of the labels away' });
          }
          if (written.has(`${object.namespace}/${object.name}`))
            found.push({
              object,
              path: ['metadata', 'name'],
              problem: `it has the name of Gslb ${object.name}`,
              fix: 'give it another name',
            });
          return found;
        });
    }),
);
