import { publishersIn } from '../../manifests/dns/dns-publishers';
import { annotationNames, annotationPath } from '../../manifests/dns/dns-summary';
import { type ManifestFound, outputRule } from '../rule';

const ofRoutes = /^(?:hostname|ttl|set-identifier|(?:aws|scw|webhook|coredns|cloudflare|azure)-.+)$/;

/** Gateways and their Routes have the annotations that ExternalDNS reads there. */
export const gatewayAnnotation = outputRule(
  {
    name: 'dns/gateway-annotation',
    severity: 'error',
    demands:
      'Of annotations for ExternalDNS a Gateway has the target, and a Route everything else; a TCPRoute or UDPRoute that is to be published has a hostname.',
    why: 'What stands at the other object is not read: a policy or a set identifier is not there, or clients are led to the address of the Gateway and not to the target. A TCPRoute has no names of its own.',
    source:
      'ExternalDNS documentation, "Gateway sources", and source/gateway.go: targets are those of the Gateway, the rest is of the Route.',
  },
  ({ dns }) => {
    const publishers = publishersIn(dns);
    return dns.named.flatMap((named): readonly ManifestFound[] => {
      const { object, asked, annotations } = named;
      if (!object.apiVersion.startsWith('gateway.networking.')) return [];
      const isRoute = object.kind.endsWith('Route');
      const wrong = annotationNames(named).filter(name => (isRoute ? name === 'target' : ofRoutes.test(name)));
      const found = wrong.map((name): ManifestFound => {
        const problem = `${name} is at a ${object.kind}, where ExternalDNS does not read it`;
        return { object, path: annotationPath(named, name), problem, fix: isRoute ? 'put it on the Gateway' : 'put it on each Route' };
      });
      if (!/^(?:TCP|UDP)Route$/.test(object.kind) || asked.length > 0) return found;
      const isRead = annotations.size > 0 || publishers({ ...named, name: '', type: undefined }).length > 0;
      if (!isRead) return found;
      const problem = `a ${object.kind} has no names of its own, and no annotation gives it one: nothing is published`;
      return [
        ...found,
        { object, path: ['metadata', 'annotations'], problem, fix: 'add the annotation external-dns.kubernetes.io/hostname' },
      ];
    });
  },
);
