import { publishersIn } from '../../manifests/dns/dns-publishers';
import { annotationNames, annotationPath } from '../../manifests/dns/dns-summary';
import { danglingService } from '../names/dangling-service';
import { type ManifestFound, outputRule } from '../rule';

/** Annotations that are for one answer, and not for one of each pod. */
const forOneAnswer = /^(?:set-identifier|target|(?:aws|scw|webhook|coredns|cloudflare|azure)-.+)$/;

/** A headless Service publishes each of its pods. */
export const headlessNames = outputRule(
  {
    name: 'dns/headless',
    severity: 'error',
    demands:
      'A headless Service that asks for names selects its pods, has no set identifier, routing policy or target, and is read by an instance whose --service-type-filter has ClusterIP.',
    why: 'Without a selector, or where ClusterIP is left out, ExternalDNS publishes none of its pods; a policy is given to the name of each pod too; a target takes the place of all of them.',
    source: 'ExternalDNS source/service.go, processHeadlessEndpointsFromSlices and setResourceLabel; flag --service-type-filter.',
    follows: [danglingService],
  },
  ({ plan, dns }) => {
    const publishers = publishersIn(dns);
    return dns.named.flatMap((named): readonly ManifestFound[] => {
      const { object, asked, service } = named;
      const [name] = asked;
      if (!service?.headless || name === undefined) return [];
      const found: ManifestFound[] = [];
      if (!service.selects) {
        const problem = `it asks for ${name} and selects no pods, so ExternalDNS passes over its addresses`;
        found.push({ object, path: ['spec', 'selector'], problem, fix: 'select the pods, or publish a DNSEndpoint with their addresses' });
      }
      for (const annotation of annotationNames(named).filter(each => forOneAnswer.test(each))) {
        const problem =
          annotation === 'target'
            ? `its target takes the place of the addresses of all pods behind ${name}`
            : `${annotation} is given to ${name} and to the name of each pod`;
        found.push({ object, path: annotationPath(named, annotation), problem, fix: 'take it out: give policies to a DNSEndpoint' });
      }
      // What the fleet's own instances leave out is said by dns/instance.
      if (plan) return found;
      for (const { object: instance, flags } of publishers({ ...named, name, type: undefined })) {
        const types = flags.get('service-type-filter') ?? [];
        if (types.length === 0 || types.includes('ClusterIP')) continue;
        const problem = `${instance.name} publishes Services of the types ${types.join(', ')} only, and this one is a ClusterIP`;
        found.push({ object, problem, fix: 'add --service-type-filter=ClusterIP to the instance' });
      }
      return found;
    });
  },
);
