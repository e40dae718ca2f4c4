import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { k8gb } from '../../lib/dns/k8gb';
import type { DnsAccess } from '../../lib/domain/access';
import type { KubernetesObject } from '../../lib/domain/kubernetes-object';
import { planDelegatedName } from '../../lib/plan/names/delegation';
import { cluster, dns, fleetOf, must, plan, rfc2136, route53, spread, system } from '../fixtures';
import { Access, type Cluster, Exposure, HealthChecks, HealthRequest, OperatingState, Seat, Standby, Topology, Traffic } from '../nouns';

const clusters = [0, 1].map(index => cluster(index)) as unknown as readonly [Cluster, Cluster];
const [frankfurt, dublin] = clusters;
const zone = 'gslb.example.test';

interface Given {
  readonly topology: Topology;
  readonly exposure?: Exposure;
  readonly tags?: Readonly<Record<string, string>>;
  readonly active?: string;
}

/** The Gslb of a system named `demo`, without what every object has. */
function gslb({ topology, exposure = Exposure.ingress(), tags, active }: Given): Readonly<Record<string, unknown>> & KubernetesObject {
  const provider = k8gb({ edge: rfc2136, zone, ...(tags ? { geoTags: tags } : {}) });
  const access: DnsAccess = Access.dns({
    host: `demo.${zone}`,
    ttl: Duration.seconds(20),
    exposure,
    failback: 'automatic',
    healthChecks: HealthChecks.server({
      request: HealthRequest.tcp({ port: 443 }),
      interval: Duration.seconds(30),
      timeout: Duration.seconds(5),
      failures: 1,
    }),
  });
  const fleet = fleetOf(clusters, { dns: dns({ provider }) });
  const state = { ...OperatingState.initial(), ...(active ? { active } : {}) };
  const [planned] = plan(fleet, { demo: system(topology, { access, state }) }).systems;
  const name = must(planDelegatedName(must(planned), fleet.dns), 'the delegated name');
  const objects = must(provider.delegate)({ ...name, labels: { 'app.kubernetes.io/name': 'demo' } });
  expect(objects).toHaveLength(1);
  return must(objects[0]) as Readonly<Record<string, unknown>> & KubernetesObject;
}

const pair = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 2 }), standbys: [Standby.voting(dublin, { voters: 1 })] });
const evenly = spread(clusters, [2, 1]);

describe('a Gslb', () => {
  it('leads to a primary and away from it, in the words of k8gb', () => {
    expect(gslb({ topology: pair, tags: { frankfurt: 'eu-1', dublin: 'eu-2' } })).toEqual({
      apiVersion: 'k8gb.io/v1beta1',
      kind: 'Gslb',
      metadata: { name: 'demo', namespace: 'demo', labels: { 'app.kubernetes.io/name': 'demo' } },
      spec: {
        resourceRef: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'demo' },
        strategy: { type: 'failover', primaryGeoTag: 'eu-1', dnsTtlSeconds: 20 },
      },
    });
  });

  it('has the promoted cluster as its primary', () => {
    expect(gslb({ topology: pair, active: 'dublin' }).spec).toMatchObject({ strategy: { primaryGeoTag: 'dublin' } });
  });

  it.each<[string, Traffic, object]>([
    ['all clusters alike', Traffic.roundRobin(), { type: 'roundRobin' }],
    ['shares', Traffic.weighted([[dublin, 30]]), { type: 'roundRobin', weight: { frankfurt: 0, dublin: 30 } }],
    ['the nearest', Traffic.proximity([]), { type: 'geoip' }],
    ['the first', Traffic.ordered([dublin, frankfurt]), { type: 'failover', primaryGeoTag: 'dublin' }],
  ])('leads to %s', (_, traffic, strategy) => {
    expect(gslb({ topology: spread(clusters, [2, 1], traffic) }).spec).toMatchObject({ strategy: { ...strategy, dnsTtlSeconds: 20 } });
  });

  it('has weights with no strategy but round robin, and one for each cluster that serves', () => {
    const share = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...clusters), share), { maxLength: 2 }), shares => {
        const { strategy } = gslb({ topology: spread(clusters, [2, 1], Traffic.weighted(shares)) }).spec as {
          strategy: { type: string; weight: Record<string, number> };
        };
        expect(strategy.type).toBe('roundRobin');
        expect(Object.keys(strategy.weight).sort()).toEqual(['dublin', 'frankfurt']);
      }),
    );
  });

  it.each<[Exposure, string, string, boolean]>([
    [Exposure.ingress(), 'networking.k8s.io/v1', 'Ingress', false],
    [Exposure.loadBalancer(), 'v1', 'Service', true],
    [Exposure.gateway({ route: 'http' }), 'gateway.networking.k8s.io/v1', 'HTTPRoute', false],
    [Exposure.gateway({ route: 'grpc' }), 'gateway.networking.k8s.io/v1', 'GRPCRoute', false],
    [Exposure.gateway({ route: 'tls' }), 'gateway.networking.k8s.io/v1alpha2', 'TLSRoute', false],
    [Exposure.gateway({ route: 'tcp' }), 'gateway.networking.k8s.io/v1alpha2', 'TCPRoute', true],
  ])('for %j refers to it, and names the host where it has none', (exposure, apiVersion, kind, named) => {
    const { spec, metadata } = gslb({ topology: evenly, exposure });
    expect(spec).toMatchObject({ resourceRef: { apiVersion, kind, name: 'demo' } });
    expect(metadata.annotations).toEqual(named ? { 'k8gb.io/hostname': `demo.${zone}` } : undefined);
  });
});

describe('the zone that k8gb answers', () => {
  it('is delegated by the zone of the fleet, under the name that k8gb would give it itself', () => {
    expect(must(k8gb({ edge: rfc2136, zone, negativeTtl: Duration.seconds(10) }).delegateZone)('example.test')).toEqual([
      {
        apiVersion: 'k8gb.io/v1beta1',
        kind: 'ZoneDelegation',
        metadata: { name: 'gslb-example-test' },
        spec: { loadBalancedZone: zone, parentZone: 'example.test', dnsZoneNegTTL: 10 },
      },
    ]);
  });
});

describe('everything else', () => {
  it.each([rfc2136, route53])('is what the edge provider does: $name', edge => {
    const provider = k8gb({ edge, zone });
    const context = { cluster: frankfurt, zone: 'example.test', scope: 'local' } as const;
    expect(provider.bind(context)).toEqual(edge.bind(context));
    expect(provider.capabilities.policies).toEqual(edge.capabilities.policies);
    expect(provider.propagation.toSeconds()).toBe(edge.propagation.toSeconds());
    const route = { policy: 'weighted', weight: 3 } as const;
    expect(provider.route?.(route, 'abc')).toEqual(edge.route?.(route, 'abc'));
  });
});
