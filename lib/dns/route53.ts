import { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProvider as Provider, type ProviderProperty } from '../domain/dns';
import type { RecordRoute, RoutingPolicy } from '../domain/record-route';
import { oneOf, optional, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { providerFrom } from './made-provider';
import { type Route53Terraform, route53Terraform } from './route53-terraform';

/** Amazon Route 53. */
export interface Route53Props {
  /** Id of the hosted zone. Needed where a public and a private zone have the same name. @default - ExternalDNS finds it by name */
  readonly hostedZoneId?: string;
  /**
   * The record for the host name of an AWS load balancer: an alias, which needs no second look-up and has a TTL of 60 s, or a CNAME
   * with the declared TTL. @default 'alias', ExternalDNS's own default
   */
  readonly loadBalancers?: 'alias' | 'cname';
  /** Whether an alias is healthy only while its target is. @default 'evaluated', ExternalDNS's own default */
  readonly targetHealth?: 'evaluated' | 'ignored';
  /** How Terraform reaches Route 53, where it makes health checks or publishes records. @default - hashicorp/aws '~> 6.0' */
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

/** The only provider of ExternalDNS with routing policies. Credentials come from the pod's identity. */
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
  propagation: Duration.seconds(60), // a change usually reaches all servers within 60 s (AWS developer guide)
  negativeTtl: Duration.seconds(900), // TTL of the SOA record of a public zone; the VPC's own resolver caches it for at most 300 s
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
      return [{ name: 'aws/multi-value-answer', value: '' }]; // ExternalDNS reads it back as '', and would write any other value at every run
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
