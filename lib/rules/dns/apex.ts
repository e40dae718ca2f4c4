import { publishersIn } from '../../manifests/dns/dns-publishers';
import { propertiesOf, type RenderedRecord } from '../../manifests/dns/dns-records';
import { lastOf, plainName } from '../../manifests/dns/external-dns';
import { type ManifestFound, outputRule } from '../rule';

/** Load balancers whose names ExternalDNS publishes as aliases in Route 53. */
const amazon = /\.(?:amazonaws\.com(?:\.cn)?|cloudfront\.net|awsglobalaccelerator\.com)$/;
/** Providers with alias records: they answer with the addresses of another name. */
const aliasing = ['aws', 'pdns'];

/** The top of a zone has no CNAME. */
export const zoneApex = outputRule(
  {
    name: 'dns/apex',
    severity: 'error',
    demands: 'The top of a zone has no CNAME, unless the provider answers with the addresses of the target.',
    why: 'The top of a zone has SOA and NS records, and a name with a CNAME may have no other record: the server refuses the CNAME.',
    source: 'RFC 1034, section 3.6.2; ExternalDNS documentation, property alias of the providers aws and pdns.',
  },
  ({ plan, dns }) => {
    const publishers = publishersIn(dns);
    return dns.records.flatMap((record): readonly ManifestFound[] => {
      if (record.type !== 'CNAME' || record.name === '') return [];
      const instances = publishers(record);
      const zones = [...(plan ? [plan.fleet.zone] : []), ...instances.flatMap(({ flags }) => flags.get('domain-filter') ?? [])];
      if (!zones.some(zone => plainName(zone) === record.name)) return [];
      if (instances.length > 0 && instances.every(({ flags }) => isAlias(record, lastOf(flags, 'provider') ?? ''))) return [];
      const problem = `${record.name} is the top of the zone, and would be an alias of ${record.targets.join(', ')}`;
      return [{ object: record.object, path: [...record.path, 'recordType'], problem, fix: 'publish addresses, or a name below it' }];
    });
  },
);

const isAlias = (record: RenderedRecord, provider: string): boolean => {
  const alias = propertiesOf(record).get('alias') ?? 'false';
  return aliasing.includes(provider) && (alias !== 'false' || (provider === 'aws' && record.targets.every(target => amazon.test(target))));
};
