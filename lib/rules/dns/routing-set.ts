import { propertiesOf, type RenderedRecord } from '../../manifests/dns/dns-records';
import { policiesOf } from '../../manifests/dns/routing-policy';
import { clusterText } from '../../manifests/objects/unit-manifests';
import { type ManifestFound, outputRule } from '../rule';

/** The records of one name, from all clusters, are a complete set of one routing policy. */
export const routingSet = outputRule(
  {
    name: 'dns/routing-set',
    severity: 'error',
    demands:
      'The records of one name and type have the same routing policy in all clusters: one PRIMARY and one SECONDARY; or weights that are not all 0; or different regions; or different locations, one of them the default.',
    why: 'Route 53 refuses a record with another policy than the others, or with the same position, and the changes of the name fail in every round. Without a default location, clients from elsewhere get no answer. No single cluster can see this.',
    source: 'Route 53 documentation, "Choosing a routing policy"; ExternalDNS provider/aws/aws.go: the changes of one name are one batch.',
  },
  ({ dns: { records } }) => {
    const sets = new Map<string, RoutedRecord[]>();
    for (const record of records) {
      const properties = propertiesOf(record);
      const [policy, ...more] = policiesOf(properties.keys());
      if (policy === undefined || more.length > 0 || record.name === '') continue;
      const key = `${record.type} ${record.name}`;
      const routed = { record, properties, policy };
      const same = sets.get(key);
      if (same) same.push(routed);
      else sets.set(key, [routed]);
    }
    return [...sets].flatMap(([key, set]) => wrongIn(key, set));
  },
);

interface RoutedRecord {
  readonly record: RenderedRecord;
  readonly properties: ReadonlyMap<string, string>;
  readonly policy: string;
}

function wrongIn(key: string, set: readonly RoutedRecord[]): readonly ManifestFound[] {
  const [first] = set as readonly [RoutedRecord];
  const at = ({ record }: RoutedRecord, problem: string, fix: string): ManifestFound => ({
    object: record.object,
    path: [...record.path, 'providerSpecific'],
    problem,
    fix,
  });
  const others = set.filter(({ policy }) => policy !== first.policy);
  if (others.length > 0) {
    return others.map(other =>
      at(
        other,
        `${key} is ${other.policy} here and ${first.policy} in ${clusterText(first.record.object.cluster)}`,
        'use one policy in all clusters, and remove the old records before the new ones are applied',
      ),
    );
  }
  switch (first.policy) {
    case 'failover':
      return failover(key, set, at);
    case 'weighted': {
      if (set.some(({ properties }) => !/^0*$/.test(properties.get('aws/weight') ?? ''))) return [];
      return [
        at(first, `the weights of ${key} are 0 in all clusters, so none is meant to serve`, 'set a weight above 0 in at least one cluster'),
      ];
    }
    case 'latency':
      return twice(key, set, at, ({ properties }) => properties.get('aws/region'));
    case 'geolocation': {
      const none = set.every(({ properties }) => properties.get('aws/geolocation-country-code') !== '*');
      const problem = `${key} has no default location, so clients elsewhere get no answer`;
      const missing = none ? [at(first, problem, "set aws/geolocation-country-code to '*' in one cluster")] : [];
      return [...missing, ...twice(key, set, at, placeOf)];
    }
    default:
      return [];
  }
}

const placeOf = ({ properties }: RoutedRecord): string =>
  ['continent', 'country', 'subdivision']
    .map(part => properties.get(`aws/geolocation-${part}-code`) ?? '')
    .join(' ')
    .trim();

type At = (routed: RoutedRecord, problem: string, fix: string) => ManifestFound;

function failover(key: string, set: readonly RoutedRecord[], at: At): readonly ManifestFound[] {
  return (['PRIMARY', 'SECONDARY'] as const).flatMap(order => {
    // A record may be in the output several times. Another set identifier makes it another record.
    const same = set.filter(({ properties }) => properties.get('aws/failover') === order);
    const [first, ...more] = [...new Map(same.map(each => [each.record.setIdentifier, each])).values()];
    if (!first) {
      const problem = `${key} has a failover record and no ${order} in any cluster`;
      return [at(set[0] as RoutedRecord, problem, order === 'PRIMARY' ? 'set one cluster to PRIMARY' : 'set the standby to SECONDARY')];
    }
    return more.map(other =>
      at(
        other,
        `${key} is ${order} here and in ${clusterText(first.record.object.cluster)}, and a name has one`,
        'for more than two clusters use weights, 1 for the active one and 0 for the others, each with a health check',
      ),
    );
  });
}

function twice(
  key: string,
  set: readonly RoutedRecord[],
  at: At,
  value: (routed: RoutedRecord) => string | undefined,
): readonly ManifestFound[] {
  const seen = new Map<string, RoutedRecord>();
  return set.flatMap(each => {
    const own = value(each) ?? '';
    const before = seen.get(own);
    if (!before) seen.set(own, each);
    if (!before || before.record.setIdentifier === each.record.setIdentifier) return [];
    const problem = `${key} is for '${own}' here and in ${clusterText(before.record.object.cluster)}`;
    return [at(each, problem, 'set a different one in each cluster')];
  });
}
