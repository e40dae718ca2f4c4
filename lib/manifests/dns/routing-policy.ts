import type { RoutingPolicy } from '../../domain/record-route';

/** Properties of a record that set a routing policy of Route 53. Other properties, such as a health check, set none. */
const policies: readonly (readonly [property: RegExp, policy: RoutingPolicy])[] = [
  [/^aws\/failover$/, 'failover'],
  [/^aws\/weight$/, 'weighted'],
  [/^aws\/region$/, 'latency'],
  [/^aws\/geolocation-/, 'geolocation'],
  [/^aws\/geoproximity-/, 'geoproximity'],
  [/^aws\/multi-value-answer$/, 'multivalue'],
];

/** The routing policies that a record's properties set. ExternalDNS can write at most one. Source: ExternalDNS provider/aws/aws.go. */
export const policiesOf = (properties: Iterable<string>): readonly RoutingPolicy[] => [
  ...new Set([...properties].flatMap(name => policies.filter(([property]) => property.test(name)).map(([, policy]) => policy))),
];
