import { Duration } from 'cdk8s';
import type { DnsAccess } from '../../lib/domain/access';
import type { RaftSystem } from '../../lib/domain/raft-system';
import type { Loss, SurvivalRow } from '../../lib/plan/model/survival-plan';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { planSystem } from '../../lib/plan/system/plan-system';
import { cluster, dns, etcd, fleet, fleetOf, generic, must, route53, spread, system } from '../fixtures';
import { Access, type Cluster, Exposure, type Fleet, OperatingState, type RaftEngine, Seat, Standby, Topology, Traffic } from '../nouns';

const with53 = fleet(4, { dns: dns({ provider: route53 }) });
const [frankfurt, dublin, london, paris] = with53.clusters as readonly [Cluster, Cluster, Cluster, Cluster];

const planned = (topology: Topology, overrides: Partial<RaftSystem> = {}, over: Fleet = with53): SystemPlan =>
  planSystem('demo', system(topology, overrides), over);
const named = (overrides: Partial<DnsAccess> = {}): DnsAccess =>
  Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.ingress(), ...overrides });
const checked = (...clusters: readonly Cluster[]): DnsAccess =>
  named({
    healthChecks: { kind: 'existing', ids: clusters.map(one => [one, one.name] as const), interval: Duration.seconds(10), failures: 3 },
  });
const standby = (voters: number, ...standbys: readonly Standby[]): Topology =>
  Topology.activeStandby({ active: Seat.of(frankfurt, { voters }), standbys });

const row = ({ survival }: SystemPlan, loss: Loss['loss'], clusters: readonly Cluster[], other: readonly Cluster[] = []): SurvivalRow =>
  must(
    survival.rows.find(
      found =>
        found.loss === loss &&
        found.clusters.join() === clusters.map(({ name }) => name).join() &&
        found.other.join() === other.map(({ name }) => name).join(),
    ),
  );
const steps = ({ steps: all }: SurvivalRow): readonly string[] => all.map(({ step, clusters }) => `${step} ${clusters.join()}`);

describe('the loss of the active cluster', () => {
  const voting = standby(2, Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 }));

  it('asks for a switchover to the voting standby, which has every write', () => {
    const found = row(planned(voting, { access: named() }), 'cluster', [frankfurt]);
    expect(found).toMatchObject({
      quorum: true,
      votes: 3,
      serves: ['dublin'],
      outage: { ends: 'decision', loses: 'nothing', lostSeconds: 0 },
    });
    expect(steps(found)).toEqual(['switchover dublin']);
    expect(found.members).toEqual(['demo-10', 'demo-11', 'demo-20']);
  });

  it('asks for nothing where the name follows health checks', () => {
    const found = row(planned(voting, { access: checked(frankfurt, dublin) }), 'cluster', [frankfurt]);
    expect(found).toMatchObject({ serves: ['dublin'], steps: [], outage: { ends: 'automatic' } });
  });

  it('asks for nothing of clients in the same clusters, which use their own members', () => {
    expect(row(planned(voting), 'cluster', [frankfurt])).toMatchObject({ serves: ['dublin'], steps: [], outage: { ends: 'automatic' } });
  });

  it('asks for a fence before another group is promoted', () => {
    const found = row(planned(standby(3, Standby.hot(dublin, { voters: 3, lag: Duration.seconds(2) }))), 'cluster', [frankfurt]);
    expect(found).toMatchObject({ quorum: false, votes: 0, serves: ['dublin'], outage: { loses: 'mirror-lag', lostSeconds: 2 } });
    expect(steps(found)).toEqual(['fence frankfurt', 'promote dublin']);
  });

  it('leaves a learner the data, and nobody to serve', () => {
    const found = row(planned(standby(3, Standby.learner(dublin, { learners: 1 }))), 'cluster', [frankfurt]);
    expect(found).toMatchObject({ quorum: false, serves: [], members: ['demo-learner-10'], outage: { ends: 'restore' } });
    expect(steps(found)).toEqual(['restore frankfurt']);
  });

  it('leaves witnesses the quorum, of whom one must be let serve', () => {
    const found = row(
      planned(standby(1, Standby.witness(dublin, { voters: 1 }), Standby.witness(london, { voters: 1 })), { access: named() }),
      'cluster',
      [frankfurt],
    );
    expect(found).toMatchObject({ quorum: true, serves: ['dublin'], outage: { ends: 'decision', loses: 'nothing' } });
    expect(steps(found)).toEqual(['reassign dublin']);
  });

  it('leaves witnesses the quorum, where a hot standby is there to serve', () => {
    const topology = standby(1, Standby.witness(dublin, { voters: 2 }), Standby.hot(london, { voters: 3 }));
    const found = row(planned(topology), 'cluster', [frankfurt]);
    expect(found).toMatchObject({ quorum: true, serves: ['london'], outage: { loses: 'mirror-lag' } });
    expect(steps(found)).toEqual(['fence frankfurt,dublin', 'promote london']);
  });
});

describe('standbys in an order', () => {
  it('take over in that order, hot ones before cold ones', () => {
    const topology = standby(3, Standby.cold(dublin, { voters: 3 }), Standby.hot(paris, { voters: 3 }), Standby.hot(london, { voters: 3 }));
    const found = planned(topology);
    expect(row(found, 'cluster', [frankfurt]).serves).toEqual(['paris']);
    expect(row(found, 'pair', [frankfurt, paris]).serves).toEqual(['london']);
    expect(row(found, 'pair', [frankfurt, london]).serves).toEqual(['paris']);
  });

  it('are asked in that order to vote and serve', () => {
    const found = planned(standby(1, Standby.voting(london, { voters: 2 }), Standby.voting(dublin, { voters: 2 })), { access: named() });
    expect(steps(row(found, 'cluster', [frankfurt]))).toEqual(['switchover london']);
  });
});

describe('after a switchover', () => {
  const lag = Duration.seconds(7);
  const found = planned(standby(3, Standby.hot(dublin, { voters: 3, lag })), {
    state: { ...OperatingState.initial(), active: 'dublin' },
  });

  it('the cluster that served before stands by, as far behind', () => {
    expect(row(found, 'cluster', [dublin])).toMatchObject({ serves: ['frankfurt'], outage: { loses: 'mirror-lag', lostSeconds: 7 } });
  });

  it('its loss matters to nobody', () => {
    expect(row(found, 'cluster', [frankfurt])).toMatchObject({
      serves: ['dublin'],
      steps: [],
      outage: { ends: 'automatic', worstSeconds: 0 },
    });
  });
});

describe('what a cold standby is restored from', () => {
  const backup = { interval: Duration.minutes(60), upload: Duration.minutes(5), restore: Duration.minutes(10) };
  const cold = row(planned(standby(3, Standby.cold(dublin, { voters: 3, backup }))), 'cluster', [frankfurt]).outage;

  it('is lost from an interval and an upload back at worst, from half an interval and an upload typically', () => {
    expect(cold).toMatchObject({ loses: 'since-last-restore', lostSeconds: 3600 + 300, typicalLostSeconds: 1800 + 300 });
  });

  it('is restored before its members start', () => {
    // 600 s to restore, 60 s to run, 60 s and 60 s for names; typically 30 s, and 5 s and 60 s
    expect(cold.terms.find(({ term }) => term === 'start')).toMatchObject({ seconds: 600 + 60 + 120, typicalSeconds: 600 + 30 + 65 });
  });
});

describe('a split', () => {
  it('between two clusters and a witness leaves the side with the witness, and the active cluster must follow', () => {
    const topology = standby(2, Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 }));
    const found = row(planned(topology, { access: named() }), 'split', [dublin, london], [frankfurt]);
    expect(found).toMatchObject({ quorum: true, votes: 3, serves: ['dublin'], stranded: ['frankfurt'] });
    expect(steps(found)).toEqual(['switchover dublin']);
  });

  it.each([
    ['moves no clients where a member without a leader passes the checks', generic, ['frankfurt'], ['records frankfurt']],
    ['moves clients where a member without a leader fails the checks', etcd, [], []],
  ] as const)('%s', (_, engine, stranded, expected) => {
    const found = row(
      planned(spread([frankfurt, dublin, london], [2, 2, 1]), { engine, access: checked(frankfurt, dublin, london) }),
      'split',
      [dublin, london],
      [frankfurt],
    );
    expect(found.stranded).toEqual(stranded);
    expect(steps(found)).toEqual(expected);
  });

  it('from a hot standby needs nothing, and lets nobody promote it without a fence', () => {
    const found = row(planned(standby(3, Standby.hot(dublin, { voters: 3 }))), 'split', [frankfurt], [dublin]);
    expect(found).toMatchObject({ quorum: true, serves: ['frankfurt'], steps: [], unfenced: ['dublin'], outage: { worstSeconds: 0 } });
  });

  it('in halves stops everybody until the network is mended', () => {
    const found = row(planned(spread([frankfurt, dublin], [1, 1])), 'split', [frankfurt], [dublin]);
    expect(found).toMatchObject({ quorum: false, votes: 1, serves: [], stranded: ['frankfurt', 'dublin'], outage: { ends: 'restore' } });
    expect(steps(found)).toEqual(['reconnect frankfurt,dublin']);
  });
});

describe('a drain and a loss', () => {
  const found = planned(spread([frankfurt, dublin, london], [2, 2, 1]), { state: { ...OperatingState.initial(), drained: ['dublin'] } });

  it('together take a quorum that comes back with the drained member', () => {
    const both = row(found, 'drain-and-loss', [frankfurt], [dublin]);
    expect(both).toMatchObject({ quorum: false, votes: 2, serves: ['dublin', 'london'], outage: { ends: 'automatic', loses: 'nothing' } });
    expect(steps(both)).toEqual(['undrain dublin']);
    // 60 s to run, 60 s and 60 s for its name, which resolvers may not know for 900 s; then 2 × 1000 ms and 2 × 10 ms
    expect(both.outage.worstSeconds).toBeCloseTo(1082.02);
  });

  it('leave a quorum where the lost cluster is small', () => {
    expect(row(found, 'drain-and-loss', [london], [dublin])).toMatchObject({ quorum: true, votes: 3, steps: [] });
  });
});

describe('a zone', () => {
  it('takes the larger half of the members that are spread over two', () => {
    const two = [cluster(0, { zones: ['a', 'b'] })];
    expect(row(planned(spread(two, [3]), {}, fleetOf(two)), 'zone', two)).toMatchObject({ quorum: false, votes: 1, members: ['demo-0'] });
  });

  it('that two clusters of one region share takes members of both', () => {
    const near = [0, 1, 2].map(index => cluster(index, { zones: ['a', 'b', 'c'], region: index < 2 ? 'here' : 'there' }));
    expect(row(planned(spread(near, [1, 1, 1]), {}, fleetOf(near)), 'zone', near.slice(0, 2))).toMatchObject({ quorum: false, votes: 1 });
  });

  it('with all members of a serving cluster moves its clients', () => {
    const found = planned(spread([frankfurt, dublin, london], [1, 1, 1]), { access: checked(frankfurt, dublin, london) });
    expect(row(found, 'zone', [frankfurt])).toMatchObject({ serves: ['dublin', 'london'], steps: [], outage: { worstSeconds: 110 } });
  });
});

describe('a name by places', () => {
  const places = spread(
    [frankfurt, dublin, london],
    [1, 1, 1],
    Traffic.geo([
      [frankfurt, { kind: 'default' }],
      [dublin, { kind: 'country', code: 'IE' }],
      [london, { kind: 'country', code: 'GB' }],
    ]),
  );

  it('follows the checks of a place to the default, and not those of the default', () => {
    const found = planned(places, { access: checked(frankfurt, dublin, london) });
    expect(row(found, 'cluster', [dublin]).outage.ends).toBe('automatic');
    expect(row(found, 'cluster', [frankfurt]).outage.ends).toBe('decision');
  });
});

describe('a broken description', () => {
  it.each<[string, Topology, RaftEngine]>([
    ['without voters', spread([frankfurt, dublin], [0, 0]), etcd],
    ['with a cluster twice', spread([frankfurt, frankfurt], [1, 2]), etcd],
    ['with a standby that is the active cluster', standby(1, Standby.hot(frankfurt, { voters: 1 })), etcd],
    ['with a cluster that the fleet does not have', spread([cluster(9), cluster(8)], [1, 2]), generic],
    ['without a seat', spread([], []), etcd],
  ])('%s still has a table', (_, topology, engine) => {
    const { survival, outage } = planned(topology, { engine, access: checked(frankfurt) });
    for (const { votes, outage: one } of survival.rows) {
      expect(votes).toBeGreaterThanOrEqual(0);
      expect(one.worstSeconds).toBeGreaterThanOrEqual(0);
    }
    expect(['automatic', 'decision', 'restore']).toContain(outage.ends);
  });
});
