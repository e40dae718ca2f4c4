import { publishersIn } from '../../manifests/dns/dns-publishers';
import { type RenderedRecord, recordKey } from '../../manifests/dns/dns-records';
import { isCoreDns, isStrictlyOwned } from '../../manifests/dns/external-dns';
import { type ManifestFound, outputRule } from '../rule';

/** Where clusters put their addresses together in CoreDNS, each keeps to its own. */
export const coreDns = outputRule(
  {
    name: 'dns/core-dns',
    severity: 'error',
    demands:
      'Either all instances for CoreDNS have --coredns-strictly-owned or none has it; with it, clusters put together IPv4 addresses only. No instance publishes AAAA.',
    why: 'One that does not keep to its own keys reads those of all others as one record and deletes them. An IPv6 address is read back as an A record, so that it is deleted and created in every round; two CNAMEs of one name are no answer.',
    source:
      'ExternalDNS issues 5921 and 6747, and provider/coredns/coredns.go; measured with ExternalDNS 0.21, CoreDNS 1.12.4 and etcd 3.6.5.',
  },
  ({ dns }) => {
    const instances = dns.instances.filter(({ flags }) => isCoreDns(flags));
    if (instances.length === 0) return [];
    const [strict] = instances.filter(({ flags }) => isStrictlyOwned(flags));
    const loose = strict
      ? instances
          .filter(({ flags }) => !isStrictlyOwned(flags))
          .map(({ object, path }): ManifestFound => {
            const problem = `it has no --coredns-strictly-owned, and ${strict.object.name} in ${strict.object.cluster} has: it takes what others have written for its own`;
            return { object, path, problem, fix: 'add --coredns-strictly-owned to all of them' };
          })
      : [];
    const publishers = publishersIn(dns);
    const aliases = new Map<string, RenderedRecord>();
    const records = dns.records.flatMap((record): readonly ManifestFound[] => {
      const { object, path, type } = record;
      if ((type !== 'AAAA' && type !== 'CNAME') || !publishers(record).some(({ flags }) => isCoreDns(flags))) return [];
      if (type === 'AAAA') {
        const problem = `${recordKey(record)} is read back from CoreDNS as A, and is deleted and created in every round`;
        return [{ object, path: [...path, 'recordType'], problem, fix: 'publish IPv4 addresses, or take another provider' }];
      }
      const other = aliases.get(recordKey(record));
      if (!other) aliases.set(recordKey(record), record);
      if (!other || other.object.cluster === object.cluster || other.targets.join() === record.targets.join()) return [];
      const problem = `${recordKey(record)} leads to ${record.targets.join(', ')} here and to ${other.targets.join(', ')} in ${other.object.cluster}: the answer would be two CNAMEs`;
      return [{ object, path: [...path, 'targets'], problem, fix: 'publish addresses' }];
    });
    return [...loose, ...records];
  },
);
