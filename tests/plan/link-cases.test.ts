import { Duration } from 'cdk8s';
import type { DnsAccess } from '../../lib/domain/access';
import type { RaftSystem } from '../../lib/domain/raft-system';
import type { SurvivalRow } from '../../lib/plan/model/survival-plan';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { planSystem } from '../../lib/plan/system/plan-system';
import { cluster, dns, fleet, fleetOf, generic, must, route53, spread, system } from '../fixtures';
import {
  Access,
  type Cluster,
  Delivery,
  DnsProvider,
  Exposure,
  type Fleet,
  GatewayImplementation,
  HealthChecks,
  HealthRequest,
  OnCall,
  Seat,
  Standby,
  Topology,
} from '../nouns';

const base = fleet(3, { dns: dns({ provider: route53 }) });
const [frankfurt, dublin, london] = base.clusters as readonly [Cluster, Cluster, Cluster];
const seconds = (amount: number): Duration => Duration.seconds(amount);

const name = { host: 'demo.example.test', ttl: seconds(30) };
const named = (overrides: Partial<DnsAccess> = {}): DnsAccess => Access.dns({ ...name, exposure: Exposure.podAddresses(), ...overrides });
const checked = named({
  exposure: Exposure.ingress(),
  healthChecks: {
    ...{ kind: 'existing', interval: seconds(10), failures: 3 },
    ids: [frankfurt, dublin, london].map(one => [one, one.name] as const),
  },
});

/** Votes of the cluster that serves, of the standby that votes, and of the witness. */
const votes = (active: number, standby: number, witness: number): Topology =>
  Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: active }),
    standbys: [Standby.voting(dublin, { voters: standby }), Standby.witness(london, { voters: witness })],
  });

const planned = (topology: Topology, overrides: Partial<RaftSystem> = {}, over: Fleet = base): SystemPlan =>
  planSystem('demo', system(topology, { access: named(), ...overrides }), over);

/** The row of the link between the first two clusters, while the leader is in a cluster. */
const cut = ({ survival }: SystemPlan, leader: Cluster, loss: 'link' | 'one-way' = 'link'): SurvivalRow =>
  must(
    survival.rows.find(
      row =>
        row.loss === loss &&
        row.clusters[0] === 'frankfurt' &&
        row.other[0] === 'dublin' &&
        (row.leader.length === 0 || row.leader.includes(leader.name)),
    ),
  );
const steps = ({ steps: all }: SurvivalRow): readonly string[] => all.map(({ step, clusters }) => `${step} ${clusters.join()}`);
const terms = ({ outage }: SurvivalRow): unknown => Object.fromEntries(outage.terms.map(term => [term.term, term.seconds]));

const delivered = (runsOn: Cluster): Fleet => ({
  ...base,
  delivery: Delivery.argoCd({ repoUrl: 'https://git.test/fleet', project: 'demo', runsOn }),
});

describe('the link between the cluster that serves and the standby that votes with it', () => {
  const found = planned(votes(2, 2, 1));

  it('is missed by nobody while the leader is in the cluster that serves, or where both reach it', () => {
    for (const leader of [frankfurt, london]) {
      expect(cut(found, leader)).toMatchObject({ quorum: true, serves: ['frankfurt'], stranded: [], steps: [] });
      expect(cut(found, leader).outage).toMatchObject({ ends: 'automatic', worstSeconds: 0, terms: [] });
    }
    expect(cut(found, frankfurt)).toMatchObject({ votes: 3, leader: ['frankfurt'], members: ['demo-0', 'demo-1', 'demo-20'] });
    expect(cut(found, london)).toMatchObject({ votes: 5, leader: ['london'] });
  });

  it('leaves the cluster that serves without a leader while that is in the standby, until a commit makes this the active one', () => {
    const row = cut(found, dublin);
    expect(row).toMatchObject({
      ...{ leader: ['dublin'], quorum: true, votes: 3, members: ['demo-10', 'demo-11', 'demo-20'] },
      ...{ serves: ['dublin'], stranded: ['frankfurt'], unfencedName: [], elections: 'settled' },
    });
    expect(steps(row)).toEqual(['switchover dublin']);
    // Nobody is elected: interval and propagation of the name, and what keeps it. Its other name is there already.
    expect(terms(row)).toEqual({ publish: 120, ttl: 30, 'client-cache': 30 });
    expect(row.outage).toMatchObject({ ends: 'decision', loses: 'nothing' });
  });

  it('is as bad in one direction as in both', () => {
    for (const leader of [frankfurt, dublin, london]) {
      const { loss: _, ...both } = cut(found, leader);
      expect(cut(found, leader, 'one-way')).toEqual({ ...both, loss: 'one-way' });
    }
  });

  it('takes people as long as they say', () => {
    const onCall = OnCall.of({ notice: seconds(60), decide: seconds(120), fence: seconds(240) });
    expect(terms(cut(planned(votes(2, 2, 1), {}, { ...base, onCall }), dublin))).toMatchObject({ detect: 60, decide: 120 });
  });

  it('takes no hand where Argo CD is behind neither end, and one where it is', () => {
    expect(steps(cut(planned(votes(2, 2, 1), {}, delivered(london)), dublin))).toEqual(['switchover dublin']);
    expect(steps(cut(planned(votes(2, 2, 1), {}, delivered(frankfurt)), dublin))).toEqual(['switchover dublin', 'apply dublin']);
    expect(steps(cut(planned(votes(2, 2, 1), {}, delivered(dublin)), dublin))).toEqual(['switchover dublin', 'apply frankfurt']);
  });

  it('moves clients by itself where their name follows checks that see it', () => {
    const row = cut(planned(votes(2, 2, 1), { access: checked }), dublin);
    expect(row).toMatchObject({ serves: ['dublin'], stranded: [], steps: [], outage: { ends: 'automatic' } });
    // Readiness fails 4 times, one every 5 s; then 4 checks, one every 10 s, and 10 s for a connection.
    expect(terms(row)).toEqual({ detect: 20 + 50, ttl: 30, 'client-cache': 30 });
  });

  it('moves nobody where a member without a leader passes the checks', () => {
    const row = cut(planned(votes(2, 2, 1), { access: checked, engine: generic }), dublin);
    expect(row).toMatchObject({ stranded: ['frankfurt'], elections: 'unknown', outage: { ends: 'decision' } });
    expect(steps(row)).toEqual(['switchover dublin']);
  });

  it('keeps clients with a list where they connect, which answers nothing', () => {
    const access = Access.clientList({ exposure: Exposure.podAddresses(), connectTimeout: seconds(1) });
    const row = cut(planned(votes(2, 2, 1), { access }), dublin);
    expect(row).toMatchObject({ stranded: ['frankfurt'], outage: { ends: 'decision' } });
    expect(steps(row)).toEqual(['switchover dublin']);
  });

  it('leaves clients inside the cluster that serves nothing but to wait', () => {
    const row = cut(planned(votes(2, 2, 1), { access: Access.internal() }), dublin);
    expect(row).toMatchObject({ stranded: ['frankfurt'], outage: { ends: 'repair', terms: [], loses: 'nothing' } });
    expect(steps(row)).toEqual(['reconnect frankfurt,dublin']);
  });
});

describe('a leader that no quorum reaches any more', () => {
  it('steps down, and the worst of those who may follow it counts', () => {
    const row = cut(planned(votes(1, 3, 1)), frankfurt);
    expect(row).toMatchObject({ leader: ['frankfurt', 'dublin'], quorum: true, votes: 4, stranded: ['frankfurt'] });
    expect(steps(row)).toEqual(['switchover dublin']);
  });

  it('is followed by nobody where each end has half of the votes', () => {
    const row = cut(planned(spread([frankfurt, dublin], [1, 1])), frankfurt);
    expect(row).toMatchObject({ leader: [], quorum: false, votes: 1, serves: [], outage: { ends: 'restore' } });
    expect(steps(row)).toEqual(['reconnect frankfurt,dublin']);
  });

  it('costs an election alone where clients stay', () => {
    const { survival } = planned(
      Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 2 }), standbys: [Standby.voting(dublin, { voters: 1 })] }),
    );
    const row = must(survival.rows.find(({ loss, leader }) => loss === 'link' && leader.includes('dublin')));
    expect(row).toMatchObject({ serves: ['frankfurt'], votes: 2, steps: [], outage: { ends: 'automatic' } });
    // Within two election timeouts it looks for its followers twice, within two more another is elected: 4 × 1000 ms, and 2 × 10 ms.
    expect(terms(row)).toEqual({ elect: 4.02 });
  });
});

describe('load balancers', () => {
  const balanced = (places: readonly Cluster[], addresses = true): Access =>
    Access.loadBalancer({
      sites: places.map(one => ({ cluster: one, ...(addresses ? { addresses: [`192.0.2.${one.index + 1}`] } : {}) })),
      ...{ image: 'registry.example.test/haproxy:3.0.12', protocol: 'tcp', exposure: Exposure.podAddresses() },
      checks: { interval: seconds(1), timeout: seconds(1), fall: 3, rise: 2 },
      ...(addresses ? { name } : {}),
    });

  it('of the cluster that is cut off reach nobody, and are taken out of the name', () => {
    const row = cut(planned(votes(2, 2, 1), { access: balanced([frankfurt, dublin]) }), dublin);
    expect(row).toMatchObject({ serves: ['dublin'], stranded: ['frankfurt'], outage: { ends: 'decision' } });
    expect(steps(row)).toEqual(['records frankfurt']);
    expect(terms(row)).toEqual({ publish: 120, ttl: 30, 'client-cache': 30 });
  });

  it('lead to whom they reach while the leader is where both ends reach it', () => {
    const row = cut(planned(votes(2, 2, 1), { access: balanced([frankfurt, dublin]) }), london);
    expect(row).toMatchObject({ serves: ['frankfurt', 'dublin'], stranded: [], steps: [], outage: { ends: 'automatic' } });
    expect(terms(row)).toEqual({ detect: 6 }); // 3 checks, each after 1 s and given up after 1 s
  });

  it('of a third cluster reach both', () => {
    const row = cut(planned(votes(2, 2, 1), { access: balanced([london]) }), dublin);
    expect(row).toMatchObject({ serves: ['dublin'], stranded: [], steps: [], outage: { ends: 'automatic', worstSeconds: 6 } });
  });

  it('that no name leads to wait for the network', () => {
    const row = cut(planned(votes(2, 2, 1), { access: balanced([frankfurt, dublin], false) }), dublin);
    expect(row).toMatchObject({ serves: ['dublin'], stranded: ['frankfurt'], outage: { ends: 'repair' } });
    expect(steps(row)).toEqual(['reconnect frankfurt,dublin']);
  });
});

describe('gateways that detect nothing', () => {
  it('go on leading a share of the requests over the link, and the others are served', () => {
    const access = Access.gateway({
      ...name,
      implementation: GatewayImplementation.gatewayApi(),
      ...{ route: 'http', sites: [frankfurt, dublin] },
    });
    const row = cut(planned(spread([frankfurt, dublin, london], [2, 2, 1]), { access }), london);
    expect(row).toMatchObject({ serves: ['frankfurt', 'dublin', 'london'], stranded: ['frankfurt', 'dublin'], outage: { ends: 'repair' } });
  });
});

describe('name servers in the clusters', () => {
  const zone = 'gslb.example.test';
  const provider = DnsProvider.k8gb({ edge: route53, zone, geoTags: { frankfurt: 'fra', dublin: 'dub' } });
  const access = named({
    host: `demo.${zone}`,
    exposure: Exposure.ingress(),
    healthChecks: HealthChecks.server({
      request: HealthRequest.tcp({ port: 2379 }),
      interval: seconds(30),
      timeout: seconds(5),
      failures: 1,
    }),
  });

  it('of the cluster that is cut off answer nobody, until the network is mended', () => {
    const row = cut(planned(votes(2, 2, 1), { access }, { ...base, dns: dns({ provider }) }), dublin);
    expect(row).toMatchObject({ serves: ['dublin'], stranded: ['frankfurt'], outage: { ends: 'repair' } });
  });

  it('answer with their own cluster each where both have a leader', () => {
    const row = cut(planned(votes(2, 2, 1), { access }, { ...base, dns: dns({ provider }) }), london);
    expect(row).toMatchObject({ serves: ['frankfurt', 'dublin'], stranded: [], steps: [] });
  });
});

describe('the link to a standby with a group of its own', () => {
  const hot = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.hot(dublin, { voters: 3 })] });

  it('needs nothing, and lets nobody promote it without a fence', () => {
    expect(cut(planned(hot), frankfurt)).toMatchObject({ leader: [], serves: ['frankfurt'], steps: [], unfenced: ['dublin'], votes: 3 });
  });
});

describe('a system over more clusters than are listed', () => {
  const many = Array.from({ length: 8 }, (_, index) => cluster(index));
  const over = fleetOf(many, { dns: dns({ provider: route53 }) });
  const wide = Topology.activeStandby({
    active: Seat.of(must(many[0]), { voters: 2 }),
    standbys: [
      Standby.voting(must(many[1]), { voters: 2 }),
      Standby.witness(must(many[2]), { voters: 1 }),
      ...many.slice(3).map(one => Standby.cold(one, { voters: 3 })),
    ],
  });
  const { survival } = planSystem('demo', system(wide, { access: named() }), over);

  it('has its links counted, and those listed whose loss harms clients', () => {
    expect(survival.counts).toContainEqual({ loss: 'link', examined: 28, survived: 28, fatal: 0 });
    expect(survival.counts).toContainEqual({ loss: 'one-way', examined: 56, survived: 56, fatal: 0 });
    const links = survival.rows.filter(({ loss }) => loss === 'link');
    expect(links.map(({ clusters, other, leader }) => [...clusters, ...other, ...leader])).toEqual([
      ['frankfurt', 'dublin', 'dublin'],
      ['frankfurt', 'london', 'london'],
    ]);
    expect(links.map(steps)).toEqual([['switchover dublin'], ['switchover dublin']]);
    expect(survival.rows.every(({ members }) => members === undefined)).toBe(true);
  });
});
