import type { RoutingPolicy } from '../../domain/dns';

/** Properties of a record that are a routing policy of Route 53. What stands beside them, such as a health check, is none. */
const policies: readonly (readonly [property: RegExp, policy: RoutingPolicy])[] = [
  [/^aws\/failover$/, 'failover'],
  [/^aws\/weight$/, 'weighted'],
  [/^aws\/region$/, 'latency'],
  [/^aws\/geolocation-/, 'geolocation'],
  [/^aws\/geoproximity-/, 'geoproximity'],
  [/^aws\/multi-value-answer$/, 'multivalue'],
];

/** The routing policies that the names of a record's properties are of; one at most can be written. Source: ExternalDNS provider/aws/aws.go. */
export const policiesOf = (properties: Iterable<string>): readonly RoutingPolicy[] => [
  ...new Set([...properties].flatMap(name => policies.filter(([property]) => property.test(name)).map(([, policy]) => policy))),
];
