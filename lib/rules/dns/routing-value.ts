import { propertiesOf, type RenderedRecord, recordKey, recordsOfObject } from '../../manifests/dns/dns-records';
import { isEndpoints } from '../../manifests/dns/external-dns';
import { policiesOf } from '../../manifests/dns/routing-policy';
import { objectRule } from '../rule';

/** A routing policy is written in the form in which Route 53 returns it. */
export const routingValue = objectRule(
  {
    name: 'dns/routing-value',
    severity: 'error',
    demands:
      'A record has at most one routing policy, a set identifier with it, and values in the form that Route 53 returns: PRIMARY or SECONDARY, a weight from 0 to 255 without leading zeros, a continent or a country, an empty multi-value answer.',
    why: 'ExternalDNS compares texts. If Route 53 returns another text, ExternalDNS writes the record again in every round. If Route 53 refuses a value, all changes of the name fail.',
    source:
      'ExternalDNS provider/aws/aws.go and issue 2685; Route 53 documentation, "Values specific for weighted, failover, geolocation and multivalue answer records".',
  },
  ['DNSEndpoint'],
  object =>
    isEndpoints(object)
      ? recordsOfObject(object).flatMap(record =>
          wrongIn(record).map(([problem, fix]) => ({
            path: [...record.path, 'providerSpecific'],
            problem: `${recordKey(record)}: ${problem}`,
            fix,
          })),
        )
      : [],
);

function wrongIn(record: RenderedRecord): readonly (readonly [problem: string, fix: string])[] {
  const properties = propertiesOf(record);
  const found: (readonly [string, string])[] = [];
  const policies = policiesOf(properties.keys());
  if (policies.length > 1) found.push([`it has the policies ${policies.join(' and ')}, and a record has one`, 'keep one of them']);
  if (policies.length > 0 && record.setIdentifier === '')
    found.push([
      `it has the policy ${policies.join(' and ')} and no setIdentifier`,
      'set a setIdentifier, such as the name of its cluster',
    ]);
  const order = properties.get('aws/failover');
  if (order !== undefined && order !== 'PRIMARY' && order !== 'SECONDARY')
    found.push([`aws/failover is '${order}'`, "write 'PRIMARY' or 'SECONDARY', in capitals"]);
  const weight = properties.get('aws/weight');
  if (weight !== undefined && !isWeight(weight))
    found.push([
      `aws/weight is '${weight}'`,
      /^0+\d+$/.test(weight) && isWeight(String(Number(weight))) ? `write '${Number(weight)}'` : 'write a whole number from 0 to 255',
    ]);
  const [continent, country] = [properties.get('aws/geolocation-continent-code'), properties.get('aws/geolocation-country-code')];
  if (continent !== undefined && country !== undefined)
    found.push([
      `it is for the continent ${continent} and for the country ${country}, and Route 53 keeps only the continent`,
      'keep one of them',
    ]);
  if (continent !== undefined && !/^(?:AF|AN|AS|EU|NA|OC|SA)$/.test(continent))
    found.push([`aws/geolocation-continent-code is '${continent}'`, 'write AF, AN, AS, EU, NA, OC or SA']);
  if (country !== undefined && !/^(?:[A-Z]{2}|\*)$/.test(country))
    found.push([`aws/geolocation-country-code is '${country}'`, "write the two letters of ISO 3166 in capitals, or '*' for the default"]);
  const several = properties.get('aws/multi-value-answer');
  if (several !== undefined && several !== '')
    found.push([`aws/multi-value-answer is '${several}', and Route 53 returns an empty text`, "write ''"]);
  if (several !== undefined && (record.type === 'CNAME' || (properties.get('alias') ?? 'false') !== 'false'))
    found.push(['it is an alias, which a multi-value answer cannot be', 'publish addresses, or use equal weights']);
  return found;
}

const isWeight = (text: string): boolean => /^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 255;
