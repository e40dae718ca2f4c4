import { publishedNames, publishersIn } from '../../manifests/dns/dns-publishers';
import { type RenderedRecord, recordKey } from '../../manifests/dns/dns-records';
import { annotationPath } from '../../manifests/dns/dns-summary';
import { type ManifestFound, outputRule } from '../rule';

const addressTypes = ['A', 'AAAA', 'CNAME'];

/** A cluster publishes a name from one object only. */
export const publishedTwice = outputRule(
  {
    name: 'dns/published-twice',
    severity: 'error',
    demands:
      'If a DNSEndpoint of a cluster has a name, no annotation, Ingress or Route that ExternalDNS reads there requests the same name.',
    why: 'If both have the same TTL, ExternalDNS merges their targets. Otherwise the smaller target wins, and the other one is silently dropped.',
    source: 'ExternalDNS source/dedup_source.go and plan/conflict.go.',
  },
  ({ dns }) => {
    const held = new Map<string, RenderedRecord>();
    for (const record of dns.records) if (addressTypes.includes(record.type)) held.set(`${record.object.cluster} ${record.name}`, record);
    if (held.size === 0) return [];
    const publishers = publishersIn(dns);
    return dns.named.flatMap(named =>
      publishedNames(named, publishers).flatMap((name): readonly ManifestFound[] => {
        const record = held.get(`${named.object.cluster} ${name}`);
        if (!record) return [];
        const problem = `it requests ${name}, which DNSEndpoint ${record.object.name} has as ${recordKey(record)}`;
        const path = annotationPath(named, 'hostname');
        return [{ object: named.object, path, problem, fix: 'request the name in one of them only' }];
      }),
    );
  },
);
