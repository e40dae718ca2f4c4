import { publishedNames, publishersIn } from '../../manifests/dns/dns-publishers';
import { type RenderedRecord, recordKey } from '../../manifests/dns/dns-records';
import { annotationPath } from '../../manifests/dns/dns-summary';
import { type ManifestFound, outputRule } from '../rule';

const led = ['A', 'AAAA', 'CNAME'];

/** A cluster has a name from one place. */
export const publishedTwice = outputRule(
  {
    name: 'dns/published-twice',
    severity: 'error',
    demands:
      'A name that a DNSEndpoint of a cluster holds is asked for by no annotation and by no Ingress or Route that ExternalDNS reads there.',
    why: 'Targets of both are put together where their TTLs are the same; else the smaller target wins, and the other one is left out without a word.',
    source: 'ExternalDNS source/dedup_source.go and plan/conflict.go.',
  },
  ({ dns }) => {
    const held = new Map<string, RenderedRecord>();
    for (const record of dns.records) if (led.includes(record.type)) held.set(`${record.object.cluster} ${record.name}`, record);
    if (held.size === 0) return [];
    const publishers = publishersIn(dns);
    return dns.named.flatMap(named =>
      publishedNames(named, publishers).flatMap((name): readonly ManifestFound[] => {
        const record = held.get(`${named.object.cluster} ${name}`);
        if (!record) return [];
        const problem = `it asks for ${name}, which DNSEndpoint ${record.object.name} holds as ${recordKey(record)}`;
        const path = annotationPath(named, 'hostname');
        return [{ object: named.object, path, problem, fix: 'leave the name to one of them' }];
      }),
    );
  },
);
