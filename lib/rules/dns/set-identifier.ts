import { publishersIn } from '../../manifests/dns-publishers';
import { recordKey } from '../../manifests/dns-records';
import { annotationPath } from '../../manifests/dns-summary';
import { lastOf } from '../../manifests/external-dns';
import type { OutputManifests } from '../../manifests/whole-output';
import { type ManifestFound, type Rule, type RuleText, systemRule } from '../rule';

/** Providers of ExternalDNS that keep a set identifier; a webhook is given it, and decides by itself. */
const keeping = ['aws', 'webhook', 'inmemory'];

const text: RuleText = {
  name: 'dns/set-identifier',
  severity: 'error',
  demands: 'Records with a set identifier go only to a provider that knows them.',
  why: 'Every other provider drops the identifier, so ExternalDNS deletes and creates the record for ever.',
  source: 'ExternalDNS provider sources: only the AWS provider reads SetIdentifier; issue 1664.',
};

/** Set identifiers are for providers that know them: elsewhere ExternalDNS deletes and creates the record for ever. */
export const setIdentifier: Rule = {
  ...systemRule(text, ({ records }, { fleet }) => {
    const {
      name,
      capabilities: { policies },
    } = fleet.dns.provider;
    const wanted = [...new Set(records.flatMap(({ route }) => (route && !policies.includes(route.policy) ? [route.policy] : [])))];
    return wanted.map(policy => ({
      problem: `${policy} traffic needs records with a set identifier, and DNS provider '${name}' knows ${policies.length === 0 ? 'none' : `only ${policies.join(', ')}`}`,
      fix:
        policies.length === 0
          ? 'take round robin, or a provider with routing policies'
          : 'take another kind of traffic, or another provider',
    }));
  }),
  manifests: { scope: 'output', check: unknownIdentifiers },
};

function unknownIdentifiers({ dns }: OutputManifests): readonly ManifestFound[] {
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
}
