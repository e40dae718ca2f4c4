import { route53 } from '../../lib/dns/route53';
import type { RecordRoute } from '../../lib/domain/record-route';
import { cluster } from '../fixtures';

const says = (route: RecordRoute, healthCheck?: string) => route53().route?.(route, healthCheck);

describe.each<[string, RecordRoute, string, string]>([
  ['a primary record', { policy: 'failover', order: 'primary' }, 'aws/failover', 'PRIMARY'],
  ['a secondary record', { policy: 'failover', order: 'secondary' }, 'aws/failover', 'SECONDARY'],
  ['a weight of 0', { policy: 'weighted', weight: 0 }, 'aws/weight', '0'],
  ['a weight of 255', { policy: 'weighted', weight: 255 }, 'aws/weight', '255'],
  ['a region', { policy: 'latency', region: 'eu-west-1' }, 'aws/region', 'eu-west-1'],
  ['a multivalue answer', { policy: 'multivalue' }, 'aws/multi-value-answer', ''],
  ['a continent', { policy: 'geolocation', location: { kind: 'continent', code: 'EU' } }, 'aws/geolocation-continent-code', 'EU'],
  ['a country', { policy: 'geolocation', location: { kind: 'country', code: 'IE' } }, 'aws/geolocation-country-code', 'IE'],
  ['every other place', { policy: 'geolocation', location: { kind: 'default' } }, 'aws/geolocation-country-code', '*'],
])('%s', (_, route, name, value) => {
  it('is said in the words of ExternalDNS’s AWS provider', () => {
    expect(says(route)).toEqual([{ name, value }]);
  });

  it('follows a health check where there is one', () => {
    expect(says(route, 'abc')).toEqual([
      { name, value },
      { name: 'aws/health-check-id', value: 'abc' },
    ]);
  });

  it('is of a policy that the provider says it knows', () => {
    expect(route53().capabilities.policies).toContain(route.policy);
  });
});

describe('an ExternalDNS for Route 53', () => {
  const context = { cluster: cluster(0), zone: 'example.test', scope: 'local' } as const;

  it('holds no secret: its pod’s identity is enough', () => {
    expect(route53().bind(context)).toEqual({ provider: 'aws', args: [], env: [] });
  });

  it('keeps to one hosted zone where two have the same name', () => {
    expect(route53({ hostedZoneId: 'Z123' }).bind(context).args).toEqual(['--zone-id-filter=Z123']);
  });

  it('makes CNAMEs of load balancers, or aliases that do not ask for their health, where it is told to', () => {
    expect(route53({ loadBalancers: 'cname' }).bind(context).args).toEqual(['--aws-prefer-cname']);
    expect(route53({ targetHealth: 'ignored' }).bind(context).args).toEqual(['--no-aws-evaluate-target-health']);
    expect(route53({ loadBalancers: 'alias', targetHealth: 'evaluated' }).bind(context).args).toEqual([]);
  });
});

describe('a place by distance', () => {
  it('is a region and a bias', () => {
    expect(says({ policy: 'geoproximity', region: 'eu-west-1', bias: -20 }, 'abc')).toEqual([
      { name: 'aws/geoproximity-region', value: 'eu-west-1' },
      { name: 'aws/geoproximity-bias', value: '-20' },
      { name: 'aws/health-check-id', value: 'abc' },
    ]);
  });
});
