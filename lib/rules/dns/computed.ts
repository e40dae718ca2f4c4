import { publishedNames, publishersIn } from '../../manifests/dns/dns-publishers';
import { type RenderedRecord, recordKey } from '../../manifests/dns/dns-records';
import { annotationPath } from '../../manifests/dns/dns-summary';
import { lastOf } from '../../manifests/dns/external-dns';
import { type ManifestFound, outputRule } from '../rule';

/** A name whose answer the server computes has no other answer. */
export const computedAlone = outputRule(
  {
    name: 'dns/computed',
    severity: 'error',
    demands:
      'A name with a LUA record has no A, AAAA or CNAME in any cluster, and its instance of ExternalDNS has --registry=noop and --policy=upsert-only.',
    why: 'PowerDNS answers with both, so that half of the clients go to the address that nothing checks. The TXT registry does not find the owner of a LUA record again: it is created once, and a changed one is never written.',
    source: 'Measured with ExternalDNS 0.21 and PowerDNS 4.7.3; ExternalDNS registry/mapper: LUA is not among the types that it knows.',
  },
  ({ dns }) => {
    const computed = new Map<string, RenderedRecord>();
    for (const record of dns.records) if (record.type === 'LUA' && !computed.has(record.name)) computed.set(record.name, record);
    if (computed.size === 0) return [];
    const publishers = publishersIn(dns);
    const fix = 'take it out, or take the LUA record out of all clusters and of the server';
    const beside = dns.records.flatMap((record): readonly ManifestFound[] => {
      const other = record.type === 'LUA' ? undefined : computed.get(record.name);
      if (!other || record.type === 'TXT') return [];
      const problem = `it holds ${recordKey(record)}, and ${other.object.cluster} has a LUA record of this name: the server answers with both`;
      return [{ object: record.object, path: record.path, problem, fix }];
    });
    const asked = dns.named.flatMap(named =>
      publishedNames(named, publishers).flatMap((name): readonly ManifestFound[] => {
        const other = computed.get(name);
        if (!other) return [];
        const problem = `it asks for ${name}, and ${other.object.cluster} has a LUA record of this name: the server answers with both`;
        return [{ object: named.object, path: annotationPath(named, 'hostname'), problem, fix }];
      }),
    );
    const kept = dns.records
      .filter(({ type }) => type === 'LUA')
      .flatMap(record =>
        publishers(record).flatMap(({ object, flags }): readonly ManifestFound[] => {
          const registry = lastOf(flags, 'registry') ?? 'txt';
          const policy = lastOf(flags, 'policy') ?? 'sync';
          if (registry === 'noop' && policy === 'upsert-only') return [];
          const wrong = registry === 'noop' ? `--policy=${policy}` : `--registry=${registry}`;
          const problem = `${recordKey(record)} is published by ${object.name} with ${wrong}, which ${registry === 'noop' ? 'removes or never changes it' : 'never changes it'}`;
          const instead = 'mark it for an instance with --registry=noop --policy=upsert-only --managed-record-types=LUA';
          return [{ object: record.object, path: record.path, problem, fix: instead }];
        }),
      );
    return [...beside, ...asked, ...kept];
  },
);
