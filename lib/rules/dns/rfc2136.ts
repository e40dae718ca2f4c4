import { managedTypes, publishersIn } from '../../manifests/dns/dns-publishers';
import { recordKey } from '../../manifests/dns/dns-records';
import { annotationPath, type SummarizedInstance } from '../../manifests/dns/dns-summary';
import { isOn, lastOf } from '../../manifests/dns/external-dns';
import { type ManifestFound, outputRule } from '../rule';

/** An instance that updates a name server can read the zone, and reads back what it writes. */
export const dynamicUpdates = outputRule(
  {
    name: 'dns/rfc2136',
    severity: 'error',
    demands:
      'An instance of the provider rfc2136 may transfer the zone (--rfc2136-tsig-axfr), has a --rfc2136-min-ttl or a TTL in each of its records, and publishes no SRV records.',
    why: 'Without the transfer it reads no records, so it changes and removes none: no failover moves a name. Without a TTL resolvers cache no answer. It does not read SRV records back, so it writes them in every round and never removes them.',
    source: 'ExternalDNS provider/rfc2136/rfc2136.go: List, Records and AddRecord; flag --rfc2136-min-ttl.',
  },
  ({ dns }) => {
    const publishers = publishersIn(dns);
    const updating = ({ flags }: SummarizedInstance): boolean => lastOf(flags, 'provider') === 'rfc2136';
    const ofInstances = dns.instances.filter(updating).flatMap(({ object, path, flags }): readonly ManifestFound[] => {
      const found: ManifestFound[] = [];
      if (!isOn(flags, 'rfc2136-tsig-axfr') && lastOf(flags, 'policy') !== 'create-only') {
        const problem = `it may not transfer the zone, so with --policy=${lastOf(flags, 'policy') ?? 'sync'} it creates records and never changes one`;
        found.push({ object, path, problem, fix: 'add --rfc2136-tsig-axfr, and allow the transfer for its key' });
      }
      if (managedTypes(flags).has('SRV')) {
        const problem = 'it manages SRV records, which it does not read back: it writes them in every round and never removes them';
        found.push({ object, path, problem, fix: 'remove --managed-record-types=SRV' });
      }
      return found;
    });
    const timeless = (instances: readonly SummarizedInstance[]): boolean =>
      instances.some(instance => updating(instance) && !instance.flags.has('rfc2136-min-ttl'));
    const fix = 'set a TTL, or add --rfc2136-min-ttl=5s to the instance';
    const ofRecords = dns.records.flatMap((record): readonly ManifestFound[] => {
      if ((record.ttlSeconds ?? 0) > 0 || !timeless(publishers(record))) return [];
      const problem = `${recordKey(record)} has no TTL, and its instance has no --rfc2136-min-ttl: its TTL will be 0`;
      return [{ object: record.object, path: [...record.path, 'recordTTL'], problem, fix }];
    });
    const ofObjects = dns.named.flatMap((named): readonly ManifestFound[] => {
      const [name] = named.hostnames;
      const given = [...named.annotations.values()].some(annotations => /^[1-9]\d*/.test(annotations.get('ttl') ?? ''));
      if (name === undefined || given || !timeless(publishers({ ...named, name, type: undefined }))) return [];
      const problem = `${name} has no TTL, and its instance has no --rfc2136-min-ttl: its TTL will be 0`;
      return [{ object: named.object, path: annotationPath(named, 'hostname'), problem, fix }];
    });
    return [...ofInstances, ...ofRecords, ...ofObjects];
  },
);
