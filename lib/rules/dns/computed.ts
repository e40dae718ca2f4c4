import { publishedNames, publishersIn } from '../../manifests/dns/dns-publishers';
import { type RenderedRecord, recordKey } from '../../manifests/dns/dns-records';
import { annotationPath } from '../../manifests/dns/dns-summary';
import { lastOf } from '../../manifests/dns/external-dns';
import { clusterText } from '../../manifests/objects/unit-manifests';
import { type ManifestFound, outputRule } from '../rule';

/** A name with a computed answer (LUA record) has no other record. */
export const computedAlone = outputRule(
  {
    name: 'dns/computed',
    severity: 'error',
    demands:
      'A name with a LUA record has no A, AAAA or CNAME in any cluster, and its instance of ExternalDNS has --registry=noop and --policy=upsert-only.',
    why: 'PowerDNS answers with both records, so half of the clients go to an address without a health check. The TXT registry does not find the owner of a LUA record again: ExternalDNS creates the record once, and never changes it.',
    source: 'Measured with ExternalDNS 0.21 and PowerDNS 4.7.3; ExternalDNS registry/mapper: LUA is not among the types that it knows.',
  },
  ({ dns }) => {
    const computed = new Map<string, RenderedRecord>();
    for (const record of dns.records) if (record.type === 'LUA' && !computed.has(record.name)) computed.set(record.name, record);
    if (computed.size === 0) return [];
    const publishers = publishersIn(dns);
    const fix = 'remove it, or remove the LUA record from all clusters and from the server';
    const beside = dns.records.flatMap((record): readonly ManifestFound[] => {
      const other = record.type === 'LUA' ? undefined : computed.get(record.name);
      if (!other || record.type === 'TXT') return [];
      const problem = `it holds ${recordKey(record)}, and ${clusterText(other.object.cluster)} has a LUA record of this name: the server answers with both`;
      return [{ object: record.object, path: record.path, problem, fix }];
    });
    const annotated = dns.named.flatMap(named =>
      publishedNames(named, publishers).flatMap((name): readonly ManifestFound[] => {
        const other = computed.get(name);
        if (!other) return [];
        const problem = `it requests ${name}, and ${clusterText(other.object.cluster)} has a LUA record of this name: the server answers with both`;
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
    return [...beside, ...annotated, ...kept];
  },
);
