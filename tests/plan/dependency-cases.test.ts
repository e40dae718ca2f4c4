import { Duration } from 'cdk8s';
import fc from 'fast-check';
import type { DnsAccess } from '../../lib/domain/access';
import type { RaftSystem } from '../../lib/domain/raft-system';
import type { Loss, SurvivalRow } from '../../lib/plan/model/survival-plan';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { planNewName } from '../../lib/plan/outage/new-name';
import { planSystem } from '../../lib/plan/system/plan-system';
import { dns, fleet, generic, must, rfc2136, route53, spread, system } from '../fixtures';
import {
  Access,
  type Cluster,
  Delivery,
  DnsProvider,
  Exposure,
  type Fleet,
  OperatingState,
  Seat,
  Standby,
  Topology,
  Traffic,
} from '../nouns';
import { fleetsWith } from './arbitrary';

const base = fleet(3, { dns: dns({ provider: route53 }) });
const [frankfurt, dublin, london] = base.clusters as readonly [Cluster, Cluster, Cluster];
const seconds = (amount: number): Duration => Duration.seconds(amount);
const name = { host: 'demo.example.test', ttl: seconds(30), clientCache: seconds(10) };
const named = (overrides: Partial<DnsAccess> = {}): DnsAccess => Access.dns({ ...name, exposure: Exposure.podAddresses(), ...overrides });
const checked = named({
  exposure: Exposure.ingress(),
  healthChecks: {
    ...{ kind: 'existing', interval: seconds(10), failures: 3 },
    ids: [frankfurt, dublin, london].map(one => [one, one.name] as const),
  },
});
const stretched = Topology.activeStandby({
  active: Seat.of(frankfurt, { voters: 2 }),
  standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
});
const cold = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.cold(dublin, { voters: 3 })] });
const balanced = (...places: readonly (readonly [Cluster, ...string[]])[]): Access =>
  Access.loadBalancer({
    sites: places.map(([one, ...addresses]) => ({ cluster: one, addresses })),
    ...{
      image: 'registry.example.test/haproxy:3.0.12',
      protocol: 'tcp',
      exposure: Exposure.podAddresses(),
      name,
      connectTimeout: seconds(2),
    },
    checks: { interval: seconds(1), timeout: seconds(1), fall: 3, rise: 2 },
  });

const planned = (topology: Topology, access: Access, over: Fleet = base, overrides: Partial<RaftSystem> = {}): SystemPlan =>
  planSystem('demo', system(topology, { access, ...overrides }), over);
const row = ({ survival }: SystemPlan, loss: Loss['loss'], ...clusters: readonly Cluster[]): SurvivalRow =>
  must(survival.rows.find(found => found.loss === loss && found.clusters.join() === clusters.map(one => one.name).join()));
const steps = ({ steps: all }: SurvivalRow): readonly string[] => all.map(({ step, clusters }) => `${step} ${clusters.join()}`.trim());
const terms = ({ outage }: SurvivalRow): unknown => Object.fromEntries(outage.terms.map(term => [term.term, term.seconds]));
const delivered = (runsOn: Cluster): Fleet => ({
  ...base,
  delivery: Delivery.argoCd({ repoUrl: 'https://git.test/fleet', project: 'demo', runsOn }),
});

describe('the loss of the DNS servers', () => {
  it.each([
    ['a name', named(), 40],
    ['a name of load balancers', balanced([frankfurt, '192.0.2.1']), 40],
    ['a list of names', Access.clientList({ exposure: Exposure.podAddresses(), connectTimeout: seconds(1) }), 5],
  ])('reaches all clients of %s once answers are forgotten, and the group not at all', (_, access, cachedSeconds) => {
    const found = row(planned(stretched, access), 'dns');
    expect(found).toMatchObject({
      quorum: true,
      votes: 5,
      serves: [],
      stranded: [],
      outage: { ends: 'repair', cachedSeconds, loses: 'nothing' },
    });
    expect(steps(found)).toEqual(['dns']);
  });

  it.each([
    ['inside the clusters', Access.internal()],
    ['with a list of addresses', Access.clientList({ exposure: Exposure.ingress(), connectTimeout: seconds(1) })],
    [
      'beside load balancers without a name',
      { ...(balanced([frankfurt]) as Extract<Access, { kind: 'load-balancer' }>), name: undefined } as unknown as Access,
    ],
  ])('is not noticed by clients %s, and lets no member restart', (_, access) => {
    const found = row(planned(stretched, access), 'dns');
    expect(found).toMatchObject({ serves: ['frankfurt'], outage: { ends: 'automatic', worstSeconds: 0 } });
    expect(steps(found)).toEqual(['dns']);
  });
});

describe('the loss of what clients come through', () => {
  it('costs a connection where the name has other addresses, and everything where none is left', () => {
    const found = planned(stretched, balanced([frankfurt, '192.0.2.1'], [dublin, '192.0.2.2']));
    expect(row(found, 'ingress', frankfurt)).toMatchObject({ serves: ['frankfurt'], votes: 5, stranded: [], steps: [] });
    expect(terms(row(found, 'ingress', frankfurt))).toEqual({ reconnect: 2 });
    expect(row(found, 'ingress', frankfurt, dublin)).toMatchObject({ serves: [], outage: { ends: 'repair' } });
    expect(steps(row(found, 'ingress', frankfurt, dublin))).toEqual(['ingress frankfurt,dublin']);
  });

  it('leaves those of the own cluster where they are, if it has no address', () => {
    const found = row(planned(stretched, balanced([frankfurt], [dublin])), 'ingress', frankfurt);
    expect(found).toMatchObject({ serves: ['frankfurt'], stranded: ['frankfurt'], outage: { ends: 'repair' } });
  });

  it('moves a name that follows checks, and asks for a commit where none do', () => {
    expect(row(planned(stretched, checked), 'ingress', frankfurt)).toMatchObject({
      serves: ['dublin'],
      steps: [],
      outage: { ends: 'automatic' },
    });
    const moved = row(planned(stretched, named({ exposure: Exposure.ingress() })), 'ingress', frankfurt);
    expect(moved).toMatchObject({ serves: ['dublin'], votes: 5, stranded: ['frankfurt'], outage: { ends: 'decision' } });
    expect(steps(moved)).toEqual(['switchover dublin']);
    expect(terms(moved)).toEqual({ publish: 120, ttl: 30, 'client-cache': 10 }); // nobody is elected
  });

  it('takes one of several out of the name', () => {
    const all = spread([frankfurt, dublin, london], [1, 1, 1], Traffic.weighted([[frankfurt, 1]]));
    const found = row(planned(all, named({ exposure: Exposure.loadBalancer() })), 'ingress', dublin);
    expect(found).toMatchObject({ serves: ['frankfurt', 'london'], stranded: ['dublin'] });
    expect(steps(found)).toEqual(['records dublin']);
  });

  it('is waited for where nobody else may serve', () => {
    const hot = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.hot(dublin, { voters: 3 })] });
    const found = row(planned(hot, named({ exposure: Exposure.ingress() })), 'ingress', frankfurt);
    expect(found).toMatchObject({ serves: [], outage: { ends: 'repair', loses: 'nothing' } });
  });

  it('is none where clients come to the members', () => {
    expect(planned(stretched, named()).survival.rows.filter(({ loss }) => loss === 'ingress')).toEqual([]);
  });
});

describe('the loss of Argo CD', () => {
  it('harms nobody as long as no commit is needed', () => {
    expect(row(planned(stretched, named(), delivered(london)), 'delivery', london)).toMatchObject({
      ...{ serves: ['frankfurt'], votes: 5, steps: [], outage: { ends: 'automatic', worstSeconds: 0 } },
    });
  });

  it('has commits applied by hand in every cluster that is left', () => {
    const found = planned(stretched, named(), delivered(london));
    expect(steps(row(found, 'delivery-and-loss', frankfurt))).toEqual(['switchover dublin', 'apply dublin,london']);
    expect(steps(row(found, 'cluster', frankfurt))).toEqual(['switchover dublin']);
    // What people take by hand is declared nowhere: it counts as long as Argo CD takes.
    expect(terms(row(found, 'delivery-and-loss', frankfurt))).toEqual(terms(row(found, 'cluster', frankfurt)));
    expect(must(row(found, 'delivery-and-loss', frankfurt).outage.terms.find(({ term }) => term === 'publish')).why).toContain('by hand');
  });

  it('goes with the cluster that it runs on', () => {
    const found = planned(stretched, named(), delivered(frankfurt));
    expect(steps(row(found, 'cluster', frankfurt))).toEqual(['switchover dublin', 'apply dublin,london']);
    expect(found.survival.rows.filter(({ loss }) => loss === 'delivery-and-loss')).toEqual([]);
  });

  it('on the side of a split that is left behind leaves the other one to itself', () => {
    const split = must(
      planned(stretched, named(), delivered(frankfurt)).survival.rows.find(
        ({ loss, other }) => loss === 'split' && other.join() === 'frankfurt',
      ),
    );
    expect(steps(split)).toEqual(['switchover dublin', 'apply dublin,london']);
  });

  it('is nothing to those whose name follows checks', () => {
    const { rows } = planned(stretched, checked, delivered(london)).survival;
    expect(rows.filter(({ loss }) => loss === 'delivery-and-loss')).toEqual([]);
  });

  it('is nowhere where something else delivers', () => {
    expect(planned(stretched, named()).survival.rows.filter(({ loss }) => loss.startsWith('delivery'))).toEqual([]);
  });

  it('asks for hands exactly where a commit is needed and Argo CD is lost with what is, whatever the topology', () => {
    const commits = ['records', 'switchover', 'reassign', 'writers', 'sites', 'promote'];
    fc.assert(
      fc.property(fleetsWith(1), fc.nat(), ({ fleet: any, topologies }, position) => {
        const runsOn = must(any.clusters[position % any.clusters.length]);
        const delivery = Delivery.argoCd({ repoUrl: 'https://git.test/fleet', project: 'demo', runsOn });
        const { survival, seats } = planned(must(topologies.at(0)), named(), { ...any, delivery });
        const names = seats.map(seat => seat.cluster.name);
        for (const found of survival.rows.filter(({ loss }) => ['cluster', 'pair', 'delivery-and-loss'].includes(loss))) {
          const asked = found.steps.some(({ step }) => commits.includes(step));
          const gone = found.clusters.includes(runsOn.name) || found.loss === 'delivery-and-loss';
          const left = names.filter(one => !found.clusters.includes(one));
          const hands = found.steps.filter(({ step }) => step === 'apply').map(({ clusters }) => clusters);
          expect(hands).toEqual(asked && gone && left.length > 0 ? [left] : []);
        }
        const alone = survival.rows.filter(({ loss, clusters }) => loss === 'cluster' && clusters[0] !== runsOn.name);
        const needed = alone.filter(({ steps: all }) => all.some(({ step }) => commits.includes(step))).map(({ clusters }) => clusters);
        expect(survival.rows.filter(({ loss }) => loss === 'delivery-and-loss').map(({ clusters }) => clusters)).toEqual(needed);
      }),
    );
  });
});

describe('a name that is new', () => {
  const pairLost = (access: Access, over?: Fleet): SurvivalRow => row(planned(cold, access, over), 'cluster', frankfurt);

  it.each([
    ['members that start for the first time, and what leads clients to them', named(), 1800],
    ['members that start for the first time behind an Ingress', named({ exposure: Exposure.ingress() }), 900],
    ['members that start for the first time, for clients beside them', Access.internal(), 900],
  ])('costs the negative TTL: %s', (_, access, expected) => {
    expect(terms(pairLost(access))).toMatchObject({ 'negative-ttl': expected });
    expect(must(pairLost(access).outage.terms.find(({ term }) => term === 'negative-ttl')).typicalSeconds).toBe(expected / 2);
  });

  it('costs what the fleet declares', () => {
    const quick = { ...base, dns: dns({ provider: route53, negativeTtl: seconds(5) }) };
    expect(terms(pairLost(named(), quick))).toMatchObject({ 'negative-ttl': 10 });
    const none = { ...base, dns: dns({ provider: route53, negativeTtl: seconds(0) }) };
    expect(terms(pairLost(named(), none))).toMatchObject({ 'negative-ttl': 0 });
  });

  it('is none of a hot standby, nor of one that votes', () => {
    const hot = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.hot(dublin, { voters: 3 })] });
    for (const topology of [hot, stretched])
      expect(terms(row(planned(topology, named()), 'cluster', frankfurt))).not.toHaveProperty('negative-ttl');
  });

  it('is that of a witness that is let serve, where its addresses are not declared', () => {
    const witnesses = Topology.activeStandby({
      active: Seat.of(frankfurt, { voters: 1 }),
      standbys: [Standby.witness(dublin, { voters: 1 }), Standby.witness(london, { voters: 1 })],
    });
    expect(terms(row(planned(witnesses, named()), 'cluster', frankfurt))).toMatchObject({ 'negative-ttl': 900 });
    const declared = named({ exposure: Exposure.ingress() });
    expect(terms(row(planned(witnesses, declared), 'cluster', frankfurt))).not.toHaveProperty('negative-ttl');
  });

  it('is that of a member that a drain took, at worst; and of what leads to members of whom none was ready', () => {
    const state = { ...OperatingState.initial(), drained: ['dublin'] };
    const drained = (access: Access, overrides: Partial<RaftSystem> = {}): SurvivalRow =>
      must(
        planned(spread([frankfurt, dublin, london], [2, 2, 1]), access, base, { state, ...overrides }).survival.rows.find(
          ({ loss, clusters, other }) => loss === 'drain-and-loss' && clusters.join() === 'frankfurt' && other.join() === 'dublin',
        ),
      );
    const wait = ({ outage }: SurvivalRow) => must(outage.terms.find(({ term }) => term === 'negative-ttl'));
    expect(wait(drained(Access.internal()))).toMatchObject({ seconds: 900, typicalSeconds: 0 });
    expect(wait(drained(named()))).toMatchObject({ seconds: 1800, typicalSeconds: 450 });
    expect(wait(drained(named(), { engine: generic }))).toMatchObject({ seconds: 900, typicalSeconds: 0 }); // its members stay ready
  });

  it('is known everywhere only when the last resolver has forgotten that it did not exist', () => {
    expect(planNewName(delivered(london))).toMatchObject({ worstSeconds: 180 + 60 + 60 + 900, typicalSeconds: 90 + 5 + 60 + 450 });
    expect(planNewName(base).worstSeconds).toBe(60 + 60 + 900);
  });
});

describe('the negative TTL of a zone', () => {
  it.each<[string, DnsProvider, number]>([
    ['Route 53', route53, 900],
    ['a server of one’s own', rfc2136, 3600],
    ['PowerDNS', DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' }), 3600],
    ['CoreDNS', DnsProvider.coreDns({ etcd: ['http://192.0.2.53:2379'] }), 30],
    ['Cloud DNS', DnsProvider.google({ project: 'demo' }), 300],
    ['Azure', DnsProvider.azure({ resourceGroup: 'demo', subscriptionId: 'demo' }), 300],
    ['Azure, in private', DnsProvider.azure({ resourceGroup: 'demo', subscriptionId: 'demo', visibility: 'private' }), 10],
    ['Cloudflare', DnsProvider.cloudflare(), 1800],
    ['k8gb over Route 53', DnsProvider.k8gb({ edge: route53, zone: 'gslb.example.test' }), 900],
    ['a provider that says it', DnsProvider.plain({ provider: 'ovh', propagation: seconds(60), negativeTtl: seconds(60) }), 60],
    ['a provider that does not', DnsProvider.plain({ provider: 'ovh', propagation: seconds(60) }), 3600],
    ['a webhook that says it', DnsProvider.webhook({ name: 'own', propagation: seconds(60), negativeTtl: seconds(7) }), 7],
  ])('is what %s usually has', (_, provider, expected) => {
    expect(dns({ provider }).negativeTtl.toSeconds()).toBe(expected);
  });

  it('is what the fleet says', () => {
    expect(dns({ provider: route53, negativeTtl: seconds(60) }).negativeTtl.toSeconds()).toBe(60);
  });
});
