import { publishersIn } from '../../manifests/dns/dns-publishers';
import { annotationNames, annotationPath } from '../../manifests/dns/dns-summary';
import { danglingService } from '../names/dangling-service';
import { type ManifestFound, outputRule } from '../rule';

/** Annotations for a name with one answer, not for a name with one address of each pod. */
const forOneAnswer = /^(?:set-identifier|target|(?:aws|scw|webhook|coredns|cloudflare|azure)-.+)$/;

/** A headless Service publishes the addresses of all of its pods. */
export const headlessNames = outputRule(
  {
    name: 'dns/headless',
    severity: 'error',
    demands:
      'A headless Service with a hostname annotation selects its pods and has no set identifier, routing policy or target. Its instance of ExternalDNS reads Services of type ClusterIP.',
    why: 'Without a selector, or if --service-type-filter lacks ClusterIP, ExternalDNS publishes none of its pods. A policy also applies to the name of each pod. A target replaces the addresses of all pods.',
    source: 'ExternalDNS source/service.go, processHeadlessEndpointsFromSlices and setResourceLabel; flag --service-type-filter.',
    follows: [danglingService],
  },
  ({ plan, dns }) => {
    const publishers = publishersIn(dns);
    return dns.named.flatMap((named): readonly ManifestFound[] => {
      const { object, hostnames, service } = named;
      const [name] = hostnames;
      if (!service?.headless || name === undefined) return [];
      const found: ManifestFound[] = [];
      if (!service.selects) {
        const problem = `it requests ${name} and selects no pods, so ExternalDNS ignores its addresses`;
        found.push({ object, path: ['spec', 'selector'], problem, fix: 'select the pods, or publish a DNSEndpoint with their addresses' });
      }
      for (const annotation of annotationNames(named).filter(each => forOneAnswer.test(each))) {
        const problem =
          annotation === 'target'
            ? `its target replaces the addresses of all pods of ${name}`
            : `${annotation} applies to ${name} and also to the name of each pod`;
        found.push({ object, path: annotationPath(named, annotation), problem, fix: 'remove it, and set policies in a DNSEndpoint' });
      }
      // For the fleet's own instances, dns/instance checks the filter.
      if (plan) return found;
      for (const { object: instance, flags } of publishers({ ...named, name, type: undefined })) {
        const types = flags.get('service-type-filter') ?? [];
        if (types.length === 0 || types.includes('ClusterIP')) continue;
        const problem = `${instance.name} publishes only Services of the types ${types.join(', ')}, and this one is a ClusterIP`;
        found.push({ object, problem, fix: 'add --service-type-filter=ClusterIP to the instance' });
      }
      return found;
    });
  },
);
