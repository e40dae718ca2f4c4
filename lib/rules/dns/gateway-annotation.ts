import { publishersIn } from '../../manifests/dns/dns-publishers';
import { annotationNames, annotationPath } from '../../manifests/dns/dns-summary';
import { type ManifestFound, outputRule } from '../rule';

const ofRoutes = /^(?:hostname|ttl|set-identifier|(?:aws|scw|webhook|coredns|cloudflare|azure)-.+)$/;

/** Gateways and Routes have only the annotations that ExternalDNS reads there. */
export const gatewayAnnotation = outputRule(
  {
    name: 'dns/gateway-annotation',
    severity: 'error',
    demands:
      'A Gateway has the target annotation for ExternalDNS, and a Route has all others. A published TCPRoute or UDPRoute has a hostname annotation.',
    why: 'ExternalDNS ignores an annotation on the wrong object: a policy or set identifier is missing, or clients are routed to the address of the Gateway instead of the target. A TCPRoute has no field for names.',
    source:
      'ExternalDNS documentation, "Gateway sources", and source/gateway.go: targets are read from the Gateway, everything else from the Route.',
  },
  ({ dns }) => {
    const publishers = publishersIn(dns);
    return dns.named.flatMap((named): readonly ManifestFound[] => {
      const { object, hostnames, annotations } = named;
      if (!object.apiVersion.startsWith('gateway.networking.')) return [];
      const isRoute = object.kind.endsWith('Route');
      const wrong = annotationNames(named).filter(name => (isRoute ? name === 'target' : ofRoutes.test(name)));
      const found = wrong.map((name): ManifestFound => {
        const problem = `${name} is at a ${object.kind}, where ExternalDNS does not read it`;
        return { object, path: annotationPath(named, name), problem, fix: isRoute ? 'move it to the Gateway' : 'move it to each Route' };
      });
      if (!/^(?:TCP|UDP)Route$/.test(object.kind) || hostnames.length > 0) return found;
      const isRead = annotations.size > 0 || publishers({ ...named, name: '', type: undefined }).length > 0;
      if (!isRead) return found;
      const problem = `a ${object.kind} has no field for names, and this one has no hostname annotation: nothing is published`;
      return [
        ...found,
        { object, path: ['metadata', 'annotations'], problem, fix: 'add the annotation external-dns.kubernetes.io/hostname' },
      ];
    });
  },
);
