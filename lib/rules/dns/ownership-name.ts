import { type Published, publishersIn } from '../../manifests/dns/dns-publishers';
import { annotationPath, type DnsSummary, type SummarizedInstance } from '../../manifests/dns/dns-summary';
import { lastOf, plainName } from '../../manifests/dns/external-dns';
import { type Affixes, affixesOf, ownershipName } from '../../manifests/dns/ownership-record';
import type { Path } from '../../manifests/yaml/json';
import { shortName } from '../listed';
import { type ManifestFound, outputRule } from '../rule';

const longestLabel = 63;
const longestName = 253;

/** A published name, with the field that requests it. */
interface PublishedName extends Published {
  readonly path: Path;
  readonly type: string;
}

/** The name of a record is short enough for its ownership record. */
export const ownershipRecord = outputRule(
  {
    name: 'dns/ownership-name',
    severity: 'error',
    demands:
      'The name of a record, and of its TXT ownership record, has labels of at most 63 characters and at most 253 in all, is in the zone, and has an asterisk only as a whole label.',
    why: 'A record whose TXT record cannot be written is created without an owner: no instance ever changes or removes it, so no failover moves it.',
    source:
      'ExternalDNS registry/txt, generateTXTRecord, and registry/mapper; flags --txt-prefix, --txt-suffix and --txt-wildcard-replacement; RFC 1035, section 2.3.4.',
  },
  ({ dns }) => {
    const publishers = publishersIn(dns);
    return namesIn(dns).flatMap((published): readonly ManifestFound[] => {
      const { object, path, name } = published;
      const say = (problem: string, fix: string): readonly ManifestFound[] => [{ object, path, problem, fix }];
      const long = tooLong(name);
      if (long) return say(`${shortName(name)} ${long}`, 'use a shorter name');
      for (const instance of publishers(published)) {
        const wrong =
          lastOf(instance.flags, 'registry') === 'txt' || !instance.flags.has('registry') ? unowned(published, instance) : undefined;
        if (wrong) return say(...wrong);
      }
      return [];
    });
  },
);

/** Names of records, names that objects request, and names of the pods of headless Services. */
const namesIn = ({ records, named }: DnsSummary): readonly PublishedName[] => [
  ...records.filter(({ name }) => name !== '').map(record => ({ ...record, path: [...record.path, 'dnsName'] })),
  ...named.flatMap(each => {
    const { object, labels, hostnames, service } = each;
    const path = annotationPath(each, 'hostname');
    const pod = service?.headless ? service.lastPod : undefined;
    const names = hostnames.flatMap(host => (pod === undefined ? [host] : [host, `${pod}.${host}`]));
    return names.map(name => ({ object, labels, path, name, type: 'A' }));
  }),
];

function tooLong(name: string): string | undefined {
  if (name.length > longestName) return `has ${name.length} characters, and a name has at most ${longestName}`;
  const label = name.split('.').find(part => part.length > longestLabel);
  return label === undefined ? undefined : `has a label of ${label.length} characters, and ${longestLabel} is the limit`;
}

function unowned(
  { name, type }: PublishedName,
  { flags, object }: SummarizedInstance,
): readonly [problem: string, fix: string] | undefined {
  const affixes = affixesOf(flags);
  const owner = ownershipName(name, type, affixes);
  const long = tooLong(owner);
  if (long)
    return [
      `${object.name} writes the owner of ${shortName(name)} to ${shortName(owner)}, which ${long}`,
      `shorten the name by at least ${excess(owner)}`,
    ];
  if (owner.slice(1).includes('*') || (owner.startsWith('*') && !owner.startsWith('*.')))
    return [
      `${object.name} writes the owner of ${shortName(name)} to ${shortName(owner)}, where the asterisk is not a whole label`,
      'set a --txt-wildcard-replacement, such as any',
    ];
  return outside(name, owner, affixes, flags.get('domain-filter') ?? []);
}

const excess = (owner: string): number => Math.max(owner.length - longestName, ...owner.split('.').map(part => part.length - longestLabel));

/** The TXT record of the top of a zone is outside the zone, unless the prefix is a whole label with the record type. */
function outside(
  name: string,
  owner: string,
  { prefix }: Affixes,
  domains: readonly string[],
): readonly [problem: string, fix: string] | undefined {
  const zone = domains.map(plainName).find(domain => domain === name);
  if (zone === undefined || owner.endsWith(`.${zone}`)) return undefined;
  const problem = `the TXT record for the top of the zone, ${shortName(name)}, would be ${shortName(owner)}, which is outside the zone`;
  return [
    problem,
    prefix === ''
      ? "use --txt-prefix='%{record_type}.', and the same in all clusters"
      : "use a --txt-prefix with '%{record_type}' that ends in '.'",
  ];
}
