import { publishersIn } from '../../manifests/dns/dns-publishers';
import { propertiesOf, recordKey } from '../../manifests/dns/dns-records';
import { annotationNames, annotationPath, type NamedObject, type SummarizedInstance } from '../../manifests/dns/dns-summary';
import { lastOf } from '../../manifests/dns/external-dns';
import type { ObjectSummary } from '../../manifests/objects/unit-manifests';
import type { Path } from '../../manifests/yaml/json';
import { type ManifestFound, outputRule } from '../rule';

/** Providers with a second name. Under this name ExternalDNS drops their own properties. */
const otherNames: Readonly<Record<string, string>> = { 'azure-dns': 'azure', skydns: 'coredns' };
/** Up to 0.22 Cloudflare's properties had the names of annotations. */
const oldCloudflare = /^external-dns\.(?:alpha\.)?kubernetes\.io\/cloudflare-/;
/** Prefixes of provider annotations; each is also the name of the provider. */
const families = ['aws', 'scw', 'webhook', 'coredns', 'cloudflare', 'azure'];

/** A record has only properties of its provider. */
export const providerProperty = outputRule(
  {
    name: 'dns/provider-property',
    severity: 'error',
    demands: 'A record or annotation has a property such as aws/weight only if its instance has that --provider.',
    why: 'ExternalDNS drops every property of another provider, so the weight, health check or group has no effect.',
    source: 'ExternalDNS endpoint/endpoint.go, RetainProviderProperties: the part before "/" is compared with the value of --provider.',
  },
  ({ dns }) => {
    const publishers = publishersIn(dns);
    const ofRecords = dns.records.flatMap((record): readonly ManifestFound[] => {
      const names = [...propertiesOf(record).keys()].filter(name => name.includes('/'));
      if (names.length === 0) return [];
      const [instance] = publishers(record);
      if (!instance) return [];
      const path = [...record.path, 'providerSpecific'];
      return names.flatMap(name => dropped(record.object, path, `${recordKey(record)} has ${name}`, name, instance));
    });
    const ofObjects = dns.named.flatMap(named => {
      const [instance] = publishers({ ...named, name: named.hostnames[0] ?? '', type: undefined });
      return instance ? annotated(named, instance) : [];
    });
    return [...ofRecords, ...ofObjects];
  },
);

const annotated = (named: NamedObject, instance: SummarizedInstance): readonly ManifestFound[] =>
  annotationNames(named).flatMap(name => {
    const family = families.find(each => name.startsWith(`${each}-`));
    if (family === undefined) return [];
    return dropped(named.object, annotationPath(named, name), `it has ${name}`, `${family}/${name.slice(family.length + 1)}`, instance);
  });

function dropped(
  object: ObjectSummary,
  path: Path,
  has: string,
  name: string,
  { object: { name: called }, flags }: SummarizedInstance,
): readonly ManifestFound[] {
  const provider = lastOf(flags, 'provider') ?? '';
  const own = name.slice(0, name.indexOf('/'));
  if (own === provider || (provider === 'cloudflare' && oldCloudflare.test(name))) return [];
  const problem = `${has}, and ${called} writes to '${provider}', which drops it`;
  const renamed = otherNames[provider] === own;
  return [
    {
      object,
      path,
      problem,
      fix: renamed ? `use --provider=${own}, which is the same` : 'remove it, or use its provider',
    },
  ];
}
