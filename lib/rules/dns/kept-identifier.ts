import { publishersIn } from '../../manifests/dns/dns-publishers';
import { recordKey } from '../../manifests/dns/dns-records';
import { annotationPath } from '../../manifests/dns/dns-summary';
import { lastOf } from '../../manifests/dns/external-dns';
import { type ManifestFound, outputRule } from '../rule';

/** Providers of ExternalDNS that keep a set identifier. A webhook receives it, and decides itself. */
const keeping = ['aws', 'webhook', 'inmemory'];

/** Only records at a provider that keeps set identifiers have one. */
export const keptIdentifier = outputRule(
  {
    name: 'dns/kept-identifier',
    severity: 'error',
    demands: 'The instance that publishes a record with a set identifier has a provider that keeps it: aws, or a webhook.',
    why: 'Every other provider returns the record without its set identifier, so ExternalDNS deletes and creates it again and again. If it sends creations first, the record is missing in every second round.',
    source:
      'ExternalDNS provider sources: only the AWS provider reads SetIdentifier; plan/plan.go compares by name and identifier; issue 1664.',
  },
  ({ dns }) => {
    const publishers = publishersIn(dns);
    const fix = 'remove it, and publish the whole answer from every cluster; or use a provider with routing policies';
    const dropping = (published: Parameters<typeof publishers>[0]): string | undefined =>
      publishers(published)
        .map(({ flags }) => lastOf(flags, 'provider') ?? '')
        .find(provider => !keeping.includes(provider));
    const ofRecords = dns.records.flatMap((record): readonly ManifestFound[] => {
      const provider = record.setIdentifier === '' ? undefined : dropping(record);
      if (provider === undefined) return [];
      const problem = `${recordKey(record)} has a setIdentifier, which '${provider}' does not keep: ExternalDNS deletes and creates the record in turns`;
      return [{ object: record.object, path: [...record.path, 'setIdentifier'], problem, fix }];
    });
    const ofObjects = dns.named.flatMap((named): readonly ManifestFound[] => {
      const path = annotationPath(named, 'set-identifier');
      const provider = path.length === 0 ? undefined : dropping({ ...named, name: named.hostnames[0] ?? '', type: undefined });
      if (provider === undefined) return [];
      const problem = `its names have a set identifier, which '${provider}' does not keep: ExternalDNS deletes and creates them in turns`;
      return [{ object: named.object, path, problem, fix }];
    });
    return [...ofRecords, ...ofObjects];
  },
);
