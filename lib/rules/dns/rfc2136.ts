import { managedTypes, publishersIn } from '../../manifests/dns/dns-publishers';
import { recordKey } from '../../manifests/dns/dns-records';
import { annotationPath, type SummarizedInstance } from '../../manifests/dns/dns-summary';
import { isOn, lastOf } from '../../manifests/dns/external-dns';
import { type ManifestFound, outputRule } from '../rule';

/** An instance that updates a name server reads what is there, and what it writes can be read. */
export const dynamicUpdates = outputRule(
  {
    name: 'dns/rfc2136',
    severity: 'error',
    demands:
      'An instance of the provider rfc2136 may transfer the zone (--rfc2136-tsig-axfr), has a --rfc2136-min-ttl or a TTL at each of its records, and publishes no SRV.',
    why: 'Without the transfer it reads nothing, so that it changes and removes nothing: no failover moves a name. Without a TTL every answer is asked for again at once. SRV records are not read back, so they are written in every round and never removed.',
    source: 'ExternalDNS provider/rfc2136/rfc2136.go: List, Records and AddRecord; flag --rfc2136-min-ttl.',
  },
  ({ dns }) => {
    const publishers = publishersIn(dns);
    const updating = ({ flags }: SummarizedInstance): boolean => lastOf(flags, 'provider') === 'rfc2136';
    const ofInstances = dns.instances.filter(updating).flatMap(({ object, path, flags }): readonly ManifestFound[] => {
      const found: ManifestFound[] = [];
      if (!isOn(flags, 'rfc2136-tsig-axfr') && lastOf(flags, 'policy') !== 'create-only') {
        const problem = `it may not transfer the zone, so with --policy=${lastOf(flags, 'policy') ?? 'sync'} it creates records and never changes one`;
        found.push({ object, path, problem, fix: 'add --rfc2136-tsig-axfr, and allow its key the transfer' });
      }
      if (managedTypes(flags).has('SRV')) {
        const problem = 'it manages SRV records, which it does not read back: they are written in every round and never removed';
        found.push({ object, path, problem, fix: 'take --managed-record-types=SRV out' });
      }
      return found;
    });
    const timeless = (instances: readonly SummarizedInstance[]): boolean =>
      instances.some(instance => updating(instance) && !instance.flags.has('rfc2136-min-ttl'));
    const fix = 'give it a TTL, or the instance --rfc2136-min-ttl=5s';
    const ofRecords = dns.records.flatMap((record): readonly ManifestFound[] => {
      if ((record.ttlSeconds ?? 0) > 0 || !timeless(publishers(record))) return [];
      const problem = `${recordKey(record)} has no TTL, and the instance that publishes it no least one: it is written with 0`;
      return [{ object: record.object, path: [...record.path, 'recordTTL'], problem, fix }];
    });
    const ofObjects = dns.named.flatMap((named): readonly ManifestFound[] => {
      const [name] = named.asked;
      const given = [...named.annotations.values()].some(annotations => /^[1-9]\d*/.test(annotations.get('ttl') ?? ''));
      if (name === undefined || given || !timeless(publishers({ ...named, name, type: undefined }))) return [];
      const problem = `${name} has no TTL, and the instance that publishes it no least one: it is written with 0`;
      return [{ object: named.object, path: annotationPath(named, 'hostname'), problem, fix }];
    });
    return [...ofInstances, ...ofRecords, ...ofObjects];
  },
);
