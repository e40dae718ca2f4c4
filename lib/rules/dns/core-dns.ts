import { publishersIn } from '../../manifests/dns/dns-publishers';
import { type RenderedRecord, recordKey } from '../../manifests/dns/dns-records';
import { isCoreDns, isStrictlyOwned } from '../../manifests/dns/external-dns';
import { clusterText } from '../../manifests/objects/unit-manifests';
import { type ManifestFound, outputRule } from '../rule';

/** If the records of several clusters are one answer of CoreDNS, each instance changes only its own records. */
export const coreDns = outputRule(
  {
    name: 'dns/core-dns',
    severity: 'error',
    demands:
      'Either all instances for CoreDNS have --coredns-strictly-owned or none has it. With it, clusters publish only IPv4 addresses for a common name. No instance publishes AAAA.',
    why: 'An instance without the flag reads the keys of all others as one record and deletes them. ExternalDNS reads an IPv6 address back as an A record, so it deletes and creates the record in every round. Two CNAMEs of one name are not a valid answer.',
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
            const problem = `it has no --coredns-strictly-owned, and ${strict.object.name} in ${clusterText(strict.object.cluster)} has: it takes the records of others for its own`;
            return { object, path, problem, fix: 'add --coredns-strictly-owned to all of them' };
          })
      : [];
    const publishers = publishersIn(dns);
    const aliases = new Map<string, RenderedRecord>();
    const records = dns.records.flatMap((record): readonly ManifestFound[] => {
      const { object, path, type } = record;
      if ((type !== 'AAAA' && type !== 'CNAME') || !publishers(record).some(({ flags }) => isCoreDns(flags))) return [];
      if (type === 'AAAA') {
        const problem = `${recordKey(record)} is read back from CoreDNS as A, so ExternalDNS deletes and creates it in every round`;
        return [{ object, path: [...path, 'recordType'], problem, fix: 'publish IPv4 addresses, or use another provider' }];
      }
      const other = aliases.get(recordKey(record));
      if (!other) aliases.set(recordKey(record), record);
      if (!other || other.object.cluster === object.cluster || other.targets.join() === record.targets.join()) return [];
      const problem = `${recordKey(record)} points to ${record.targets.join(', ')} here and to ${other.targets.join(', ')} in ${clusterText(other.object.cluster)}: the answer would be two CNAMEs`;
      return [{ object, path: [...path, 'targets'], problem, fix: 'publish addresses' }];
    });
    return [...loose, ...records];
  },
);
