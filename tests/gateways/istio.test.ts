import { Duration } from 'cdk8s';
import fc from 'fast-check';
import type { GatewayAccess } from '../../lib/domain/access';
import { percentages } from '../../lib/gateways/istio';
import { planSystem } from '../../lib/plan/system/plan-system';
import { cluster, fleetOf, generic, must, spread, system } from '../fixtures';
import { Access, type Cluster, GatewayImplementation, Seat, Sessions, Standby, Topology, Traffic } from '../nouns';
import { applied, rendered } from '../plan/rendered';

const place = (index: number): Cluster =>
  cluster(index, { gateway: { name: 'public', namespace: 'istio-ingress', addresses: [`198.51.100.${index}`] } });
const clusters = [place(0), place(1), place(2)] as const;
const [frankfurt, dublin, london] = clusters;
const fleet = fleetOf(clusters);
const spanning = (change: Partial<GatewayAccess> = {}): GatewayAccess =>
  Access.gateway({
    host: 'demo.example.test',
    ttl: Duration.seconds(30),
    implementation: GatewayImplementation.istio({ retries: 'never' }),
    route: 'http',
    sites: [frankfurt, dublin],
    outliers: { errors: 3, interval: Duration.seconds(1), ejection: Duration.seconds(30) },
    ...change,
  });
const two = Topology.activeStandby({
  active: Seat.of(frankfurt, { voters: 2 }),
  standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
});

/** The policy of a place's DestinationRule. */
const policy = (topology: Topology, at: string, access: GatewayAccess = spanning()) => {
  const objects = rendered(planSystem('demo', system(topology, { access, engine: generic }), fleet), at, fleet);
  const spec = must(applied(objects, 'DestinationRule', 'demo').spec) as {
    host: string;
    trafficPolicy: Record<string, Record<string, unknown>>;
  };
  return { host: spec.host, given: spec.trafficPolicy };
};
const locality = (topology: Topology, at: string, access?: GatewayAccess) =>
  must(policy(topology, at, access).given['loadBalancer'])['localityLbSetting'];

describe("Istio's gateway", () => {
  it('fails over from the region that serves to the next, where it stands in the first', () => {
    expect(locality(two, 'frankfurt')).toEqual({ enabled: true, failover: [{ from: 'region-0', to: 'region-1' }] });
  });

  it('prefers the region that serves, where it stands beside the standby', () => {
    expect(locality(two, 'dublin')).toEqual({ enabled: true, failoverPriority: ['topology.kubernetes.io/region=region-0'] });
  });

  it('leads to a group of its own nowhere but where it serves', () => {
    const hot = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.hot(dublin, { voters: 3 })] });
    for (const at of ['frankfurt', 'dublin'])
      expect(locality(hot, at)).toEqual({ enabled: true, distribute: [{ from: '*', to: { 'region-0/*': 100 } }] });
  });

  it('shares clients out by weights, of which Istio wants 100 in all', () => {
    const weighted = spread(
      clusters,
      [1, 1, 1],
      Traffic.weighted([
        [frankfurt, 2],
        [dublin, 1],
      ]),
    );
    expect(locality(weighted, 'dublin')).toEqual({
      enabled: true,
      distribute: [{ from: '*', to: { 'region-0/*': 67, 'region-1/*': 33 } }],
    });
  });

  it('has the outlier detection without which it would ignore all that, for all members of a region', () => {
    expect(policy(two, 'frankfurt').given['outlierDetection']).toEqual({
      consecutiveGatewayErrors: 3,
      consecutive5xxErrors: 0,
      interval: '1s',
      baseEjectionTime: '30s',
      maxEjectionPercent: 100,
    });
  });

  it('gives a connection up soon: a lost node answers nothing', () => {
    expect(policy(two, 'frankfurt').given['connectionPool']).toEqual({ tcp: { connectTimeout: '2s' } });
  });

  it('keeps a client by its address or by a cookie', () => {
    const hash = (sessions: Sessions) => must(policy(two, 'frankfurt', spanning({ sessions })).given['loadBalancer'])['consistentHash'];
    expect(hash(Sessions.free())).toBeUndefined();
    expect(hash(Sessions.bySource())).toEqual({ useSourceIp: true });
    expect(hash(Sessions.byCookie({ name: 'home' }))).toEqual({ httpCookie: { name: 'home', path: '/', ttl: '0s' } });
  });

  it('is about the Service of clients, in the domain of the cluster', () => {
    expect(policy(two, 'dublin').host).toBe('demo.demo.svc.cluster.local');
  });
});

describe('whole percentages of weights', () => {
  const weights = fc.array(fc.nat(255), { minLength: 1, maxLength: 8 }).filter(all => all.some(weight => weight > 0));
  const named = (all: readonly number[]) => all.map((weight, at) => [`r${at}`, weight] as const);

  it('are 100 in all, at least 1 each, for all that have a weight and for no other', () => {
    fc.assert(
      fc.property(weights, all => {
        const shares = new Map(percentages(named(all)));
        expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBe(100);
        for (const [at, weight] of all.entries()) expect((shares.get(`r${at}`) ?? 0) > 0).toBe(weight > 0);
      }),
    );
  });

  it('differ from the weights by less than 1 where no share is under 1', () => {
    const large = fc.array(fc.integer({ min: 20, max: 255 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(large, all => {
        const sum = all.reduce((total, weight) => total + weight, 0);
        for (const [name, share] of percentages(named(all))) {
          expect(Math.abs(share - (100 * must(all[Number(name.slice(1))])) / sum)).toBeLessThan(1);
        }
      }),
    );
  });
});
