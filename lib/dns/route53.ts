import { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProvider as Provider, type ProviderProperty } from '../domain/dns';
import type { RecordRoute, RoutingPolicy } from '../domain/record-route';
import { oneOf, optional, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { providerFrom } from './made-provider';
import { type Route53Terraform, route53Terraform } from './route53-terraform';

/** Amazon Route 53. */
export interface Route53Props {
  /** Hosted zone, which matters where a public and a private zone have the same name. @default - found by name */
  readonly hostedZoneId?: string;
  /**
   * What a name of a load balancer of AWS becomes: an alias, which costs no second look-up and lives 60 s, or a CNAME with
   * the TTL that was asked for. @default 'alias', ExternalDNS's own
   */
  readonly loadBalancers?: 'alias' | 'cname';
  /** Whether an alias is healthy only while its target is. @default 'evaluated', ExternalDNS's own */
  readonly targetHealth?: 'evaluated' | 'ignored';
  /** How Terraform reaches it, for health checks and for records of its own. @default - hashicorp/aws '~> 6.0' */
  readonly terraform?: Pick<Route53Terraform, 'version' | 'region'>;
}

const shape = objectOf<Route53Props>()({
  hostedZoneId: optional(text('the id of a hosted zone', /^\S+$/)),
  loadBalancers: optional(oneOf('alias', 'cname')),
  targetHealth: optional(oneOf('evaluated', 'ignored')),
  terraform: optional(
    objectOf<NonNullable<Route53Props['terraform']>>()({
      version: optional(text('a version constraint')),
      region: optional(text('a region of AWS', /^\S+$/)),
    }),
  ),
});

const policies: readonly RoutingPolicy[] = ['failover', 'weighted', 'latency', 'geolocation', 'geoproximity', 'multivalue'];

/** The only provider of ExternalDNS with routing policies; credentials come from the pod's identity. */
export const route53 = (props: Route53Props = {}): Provider => providerFrom(props, shape, made);

const made = (props: Route53Props): Provider => ({
  name: 'route53',
  capabilities: DnsCapabilities.of({
    policies,
    checkIntervals: [Duration.seconds(10), Duration.seconds(30)], // RequestInterval (Route 53 API reference)
    terraform: policies,
    apex: 'alias',
    types: ['A', 'AAAA', 'CNAME', 'SRV', 'TXT', 'NS', 'MX', 'NAPTR'],
  }),
  propagation: Duration.seconds(60), // an API change reaches all servers within 60 s as a rule (AWS developer guide)
  negativeTtl: Duration.seconds(900), // TTL of the SOA record of a public zone; the VPC's own resolver keeps it for 300 s at most
  bind: () => ({
    provider: 'aws',
    args: [
      ...(props.hostedZoneId ? [`--zone-id-filter=${props.hostedZoneId}`] : []),
      ...(props.loadBalancers === 'cname' ? ['--aws-prefer-cname'] : []),
      ...(props.targetHealth === 'ignored' ? ['--no-aws-evaluate-target-health'] : []),
    ],
    env: [],
  }),
  route: (route, healthCheckId) => [...policy(route), ...(healthCheckId ? [{ name: 'aws/health-check-id', value: healthCheckId }] : [])],
  terraform: (zone, checks, records) =>
    route53Terraform({ ...props.terraform, ...(props.hostedZoneId ? { hostedZoneId: props.hostedZoneId } : {}) }, zone, checks, records),
});

function policy(route: RecordRoute): readonly ProviderProperty[] {
  switch (route.policy) {
    case 'failover':
      return [{ name: 'aws/failover', value: route.order === 'primary' ? 'PRIMARY' : 'SECONDARY' }];
    case 'weighted':
      return [{ name: 'aws/weight', value: String(route.weight) }];
    case 'latency':
      return [{ name: 'aws/region', value: route.region }];
    case 'geoproximity':
      return [
        { name: 'aws/geoproximity-region', value: route.region },
        { name: 'aws/geoproximity-bias', value: String(route.bias) },
      ];
    case 'multivalue':
      return [{ name: 'aws/multi-value-answer', value: '' }]; // read back as '': any other value is written for ever
    case 'geolocation':
      switch (route.location.kind) {
        case 'continent':
          return [{ name: 'aws/geolocation-continent-code', value: route.location.code }];
        case 'country':
          return [{ name: 'aws/geolocation-country-code', value: route.location.code }];
        case 'default':
          return [{ name: 'aws/geolocation-country-code', value: '*' }];
      }
  }
}
