import { Duration } from 'cdk8s';
import { Access, type Cluster, DnsProvider, Exposure, HealthChecks, Seat, Standby, Topology, Traffic } from '../../../lib';
import type { Instance } from './instance';
import { Moto, type RecordSet } from './moto';
import { clear, dnsEndpoint, type Endpoint, put } from './objects';
import { RenderedFleet, type SystemFacts } from './rendered-fleet';
import { World } from './world';

type Three = readonly [Cluster, Cluster, Cluster];

/** What Route 53 is to hold of each member of a name, beside what is the same for all. */
const expected: Readonly<Record<string, Readonly<Record<string, RecordSet>>>> = {
  'facts-failover': { s1: { Failover: 'PRIMARY' }, s2: { Failover: 'SECONDARY' } },
  'facts-standby': { s1: { Weight: '1' }, s2: { Weight: '0' } },
  'facts-ordered': { s1: { Weight: '1' }, s2: { Weight: '0' }, s3: { Weight: '0' } },
  'facts-weighted': { s1: { Weight: '200' }, s2: { Weight: '55' }, s3: { Weight: '0' } },
  'facts-latency': { s1: { Region: 'eu-central-1' }, s2: { Region: 'eu-west-1' }, s3: { Region: 'eu-west-2' } },
  'facts-geo': { s1: { CountryCode: '*' }, s2: { CountryCode: 'IE' }, s3: { ContinentCode: 'EU' } },
  'facts-multivalue': { s1: { MultiValueAnswer: 'true' }, s2: { MultiValueAnswer: 'true' }, s3: { MultiValueAnswer: 'true' } },
};

function topologies([first, second, third]: Three): Readonly<Record<string, Topology>> {
  const seats = [Seat.of(first, { voters: 2 }), Seat.of(second, { voters: 2 }), Seat.of(third, { voters: 1 })];
  const active = Seat.of(first, { voters: 2 });
  const standby = Standby.voting(second, { voters: 2 });
  return {
    'facts-failover': Topology.activeActive({ seats, traffic: Traffic.ordered([first, second]) }),
    'facts-standby': Topology.activeStandby({ active, standbys: [standby, Standby.witness(third, { voters: 1 })] }),
    'facts-ordered': Topology.activeStandby({ active, standbys: [standby, Standby.voting(third, { voters: 1 })] }),
    'facts-weighted': Topology.activeActive({
      seats,
      traffic: Traffic.weighted([
        [first, 200],
        [second, 55],
      ]),
    }),
    'facts-latency': Topology.activeActive({ seats, traffic: Traffic.latency() }),
    'facts-geo': Topology.activeActive({
      seats,
      traffic: Traffic.geo([
        [first, { kind: 'default' }],
        [second, { kind: 'country', code: 'IE' }],
        [third, { kind: 'continent', code: 'EU' }],
      ]),
    }),
    'facts-multivalue': Topology.activeActive({ seats, traffic: Traffic.roundRobin() }),
  };
}

/** Every routing policy that is rendered for Route 53, sent to a stand-in for it, and what a second loop makes of it. */
export function routingPolicies(): void {
  describe('records with a routing policy on Route 53', () => {
    let world: World;
    let moto: Moto;
    let fleet: RenderedFleet;
    const name = (system: string): string => `${system}.${world.info.zone}`;
    const instance = (site: number): Instance => fleet.instance(site).with('--aws-batch-change-interval=1ms').knowing(Moto.env);
    /** Changes that this many loops send. */
    const sentBy = (loops: number, ...sites: readonly number[]): number => {
      const before = moto.changes();
      for (const site of sites) instance(site).loop(loops);
      return moto.changes() - before;
    };

    beforeAll(async () => {
      world = World.get();
      moto = await Moto.up(world.info.zone);
      const systems = (clusters: Three): Readonly<Record<string, SystemFacts>> =>
        Object.fromEntries(
          Object.entries(topologies(clusters)).map(([system, topology]) => {
            const ids = clusters.map(cluster => [cluster, `check-${cluster.name}`] as const);
            const healthChecks = HealthChecks.existing({ ids, interval: Duration.seconds(10), failures: 3 });
            const access = {
              host: name(system),
              ttl: Duration.seconds(30),
              exposure: Exposure.ingress(),
              healthChecks,
              failback: 'automatic' as const,
            };
            return [system, { topology, access: Access.dns(access) }];
          }),
        );
      fleet = RenderedFleet.of(world.info, 'routed', { provider: DnsProvider.route53() }, systems);
      for (const { number } of world.info.sites) for (const object of fleet.all(number, 'DNSEndpoint')) put(number, object);
    });

    afterAll(async () => {
      clear(world.info);
      await moto.down();
    });

    it('are sent by the first loop of each cluster', () => {
      for (const site of [1, 2, 3]) expect(sentBy(1, site)).toBeGreaterThan(0);
    });

    it.each(Object.keys(expected))('are kept as the policy says: %s', system => {
      const wanted = Object.entries(expected[system] ?? {}).map(([site, policy]) => ({
        SetIdentifier: site,
        HealthCheckId: `check-${site}`,
        ...policy,
      }));
      const nodes = wanted.map(({ SetIdentifier }) => world.site(Number(SetIdentifier.slice(1))).node);
      expect(moto.recordSets(name(system))).toEqual(
        wanted.map((set, at) => ({ Name: `${name(system)}.`, Type: 'A', TTL: '30', Value: nodes[at], ...set })),
      );
      // The ownership TXT of each member follows the same policy: Route 53 refuses two policies for one name and type.
      expect(moto.recordSets(`a-${name(system)}`, 'TXT')).toEqual(
        wanted.map(set => expect.objectContaining({ ...set, Value: expect.stringContaining(`owner=routed-${set.SetIdentifier},`) })),
      );
    });

    it('are not sent again by any later loop', () => {
      expect(sentBy(3, 1, 2, 3)).toBe(0);
    });

    it('are sent again once when one changes', () => {
      const [endpoint] = fleet.one(1, 'DNSEndpoint', 'facts-weighted-local').spec['endpoints'] as readonly [Endpoint];
      put(1, dnsEndpoint('facts-weighted-local', { ...endpoint, targets: ['192.0.2.1'] }));
      expect(sentBy(1, 1)).toBe(1);
      expect(moto.recordSets(name('facts-weighted')).map(({ Value }) => Value)[0]).toBe('192.0.2.1');
      expect(sentBy(2, 1, 2, 3)).toBe(0);
    });

    describe('in other words than they are rendered', () => {
      const property = (name: string, value: string) => ({ name: `aws/${name}`, value });
      const continent = property('geolocation-continent-code', 'EU');
      const country = property('geolocation-country-code', 'IE');
      const cases = [
        { label: 'multivalue', what: 'a multivalue answer', properties: [property('multi-value-answer', '')], later: 0 },
        {
          label: 'true',
          what: 'a multivalue answer that is said to be true',
          properties: [property('multi-value-answer', 'true')],
          later: 3,
        },
        { label: 'weight', what: 'a weight', properties: [property('weight', '10')], later: 0 },
        { label: 'zero', what: 'a weight with a leading zero', properties: [property('weight', '010')], later: 3 },
        { label: 'continent', what: 'a continent', properties: [continent], later: 0 },
        { label: 'country', what: 'a country', properties: [country], later: 0 },
        // The stand-in forgets where: that one is not proven here.
        { label: 'near', what: 'geoproximity', properties: [property('geoproximity-region', 'eu-west-1')], later: 3 },
      ];
      const publish = (label: string, providerSpecific: Endpoint['providerSpecific'] = []): void =>
        put(1, dnsEndpoint(label, { dnsName: world.name(label), targets: ['192.0.2.1'], setIdentifier: 's1', providerSpecific }));
      let before: Readonly<Record<string, number>>;

      beforeAll(() => {
        clear(world.info);
        sentBy(1, 1, 2, 3);
        expect(moto.recordSets(name('facts-weighted'))).toEqual([]);
        for (const { label, properties } of cases) publish(label, properties);
        sentBy(1, 1);
        before = Object.fromEntries(cases.map(({ label }) => [label, moto.changes(world.name(label))]));
        sentBy(3, 1);
      });

      it.each(cases)('$what is sent again by $later of three later loops', ({ label, later }) => {
        expect(moto.recordSets(world.name(label))).toHaveLength(1);
        expect(before[label]).toBe(1);
        expect(moto.changes(world.name(label)) - 1).toBe(later);
      });

      it('geoproximity is not kept, which is why', () => {
        const name = world.name('near');
        expect(moto.recordSets(name)).toEqual([{ Name: `${name}.`, Type: 'A', TTL: '5', Value: '192.0.2.1', SetIdentifier: 's1' }]);
      });

      it('a country beside a continent fails in every later loop', () => {
        publish('both', [continent, country]);
        sentBy(1, 1);
        for (let loop = 0; loop < 3; loop += 1) expect(instance(1).failure()).toContain('InvalidChangeBatch');
      });
    });
  });
}
