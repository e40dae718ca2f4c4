import { publishersIn } from '../../manifests/dns/dns-publishers';
import { recordKey } from '../../manifests/dns/dns-records';
import { annotationPath } from '../../manifests/dns/dns-summary';
import { lastOf } from '../../manifests/dns/external-dns';
import { type ManifestFound, outputRule } from '../rule';

/** Providers of ExternalDNS that keep a set identifier; a webhook is given it, and decides by itself. */
const keeping = ['aws', 'webhook', 'inmemory'];

/** A set identifier is written only where it is kept. */
export const keptIdentifier = outputRule(
  {
    name: 'dns/kept-identifier',
    severity: 'error',
    demands: 'A record with a set identifier is published by an instance whose provider keeps it: aws, or a webhook.',
    why: 'Every other provider gives the record back without it, so that ExternalDNS deletes and creates it for ever; where creations are sent first it is gone in every second round.',
    source:
      'ExternalDNS provider sources: only the AWS provider reads SetIdentifier; plan/plan.go compares by name and identifier; issue 1664.',
  },
  ({ dns }) => {
    const publishers = publishersIn(dns);
    const fix = 'take it out: publish the whole answer from every cluster, or take a provider with routing policies';
    const dropping = (published: Parameters<typeof publishers>[0]): string | undefined =>
      publishers(published)
        .map(({ flags }) => lastOf(flags, 'provider') ?? '')
        .find(provider => !keeping.includes(provider));
    const ofRecords = dns.records.flatMap((record): readonly ManifestFound[] => {
      const provider = record.setIdentifier === '' ? undefined : dropping(record);
      if (provider === undefined) return [];
      const problem = `${recordKey(record)} has a setIdentifier, which '${provider}' does not keep: the record is deleted and created in turns`;
      return [{ object: record.object, path: [...record.path, 'setIdentifier'], problem, fix }];
    });
    const ofObjects = dns.named.flatMap((named): readonly ManifestFound[] => {
      const path = annotationPath(named, 'set-identifier');
      const provider = path.length === 0 ? undefined : dropping({ ...named, name: named.asked[0] ?? '', type: undefined });
      if (provider === undefined) return [];
      const problem = `its names have a set identifier, which '${provider}' does not keep: they are deleted and created in turns`;
      return [{ object: named.object, path, problem, fix }];
    });
    return [...ofRecords, ...ofObjects];
  },
);
