import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { ledger } from '../../apps/ledger';
import { settings } from '../../apps/settings';
import { whitewater } from '../../apps/whitewater';
import { production } from '../../clusters';
import {
  Access,
  type Cluster,
  Delivery,
  DnsCapabilities,
  type DnsProvider,
  Exposure,
  type Fleet,
  FleetApp,
  OnCall,
  Seat,
  Standby,
  Survive,
  Topology,
  Traffic,
} from '../../lib';
import type { DnsAccess } from '../../lib/domain/access';
import type { RaftSystem } from '../../lib/domain/raft-system';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { outageText } from '../../lib/plan/outage/outage';
import { planSystem } from '../../lib/plan/system/plan-system';
import { recoveryTime } from '../../lib/rules/objectives/rto';
import { runs } from '../extent';
import { dns, fleet, generic, must, plan, route53, spread, system } from '../fixtures';
import { fleetsWith } from './arbitrary';

const access = (overrides: Partial<DnsAccess> = {}): DnsAccess =>
  Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.ingress(), ...overrides });

const checked = (clusters: readonly Cluster[]): DnsAccess =>
  access({
    healthChecks: {
      kind: 'existing',
      ids: clusters.map(one => [one, `check-${one.name}`] as const),
      interval: Duration.seconds(10),
      failures: 3,
    },
  });

/** Three clusters 10 ms apart, Route 53, Argo CD that polls every 180 s. */
const described: Fleet = (() => {
  const plain = fleet(3, { dns: dns({ provider: route53 }) });
  return {
    ...plain,
    delivery: Delivery.argoCd({ repoUrl: 'https://git.test/fleet', project: 'demo', runsOn: must(plain.clusters.at(2)) }),
  };
})();
const [frankfurt, dublin, london] = described.clusters as readonly [Cluster, Cluster, Cluster];

const outage = (topology: Topology, overrides: Partial<RaftSystem> = {}, over: Fleet = described): SystemPlan['outage'] =>
  planSystem('demo', system(topology, { access: access(), ...overrides }), over).outage;

const seconds = ({ terms }: SystemPlan['outage']): unknown => Object.fromEntries(terms.map(term => [term.term, term.seconds]));

const stretched = spread([frankfurt, dublin, london], [1, 1, 1], Traffic.weighted([[frankfurt, 1]]));
const with_ = (...standbys: readonly Standby[]): Topology =>
  Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys });

describe('an outage', () => {
  it('is as long as the sum of its terms, for any topology', () => {
    const ways: fc.Arbitrary<Access> = fc.constantFrom(Access.internal(), access(), access({ clientCache: Duration.seconds(0) }));
    fc.assert(
      fc.property(fleetsWith(1), ways, ({ fleet: any, topologies }, way) => {
        const { survival } = planSystem('demo', system(must(topologies.at(0)), { access: way }), any);
        for (const { terms, worstSeconds, typicalSeconds } of survival.rows.map(row => row.outage)) {
          let [worst, typical] = [0, 0];
          for (const term of terms) {
            worst += term.seconds;
            typical += term.typicalSeconds;
            expect(term.typicalSeconds).toBeGreaterThanOrEqual(0);
            expect(term.seconds).toBeGreaterThanOrEqual(term.typicalSeconds);
          }
          expect([worstSeconds, typicalSeconds]).toEqual([worst, typical]);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe.each([
  [
    'whitewater',
    whitewater,
    { ends: 'automatic', loses: 'nothing', worstSeconds: 104 },
    { detect: 44, ttl: 30, 'client-cache': 30 }, // checks of requests: 4 × 10 s, and 4 s for a connection
    '104 s',
  ],
  [
    'settings',
    settings,
    { ends: 'decision', loses: 'nothing', worstSeconds: 1260, lostSeconds: 0 },
    { detect: 300, decide: 600, publish: 300, ttl: 30, 'client-cache': 30 },
    '1260 s with a decision',
  ],
  [
    'ledger',
    ledger,
    { ends: 'decision', loses: 'mirror-lag', worstSeconds: 1560, lostSeconds: 5 },
    { detect: 300, decide: 600, fence: 300, publish: 300, ttl: 30, 'client-cache': 30 },
    '1560 s with a decision',
  ],
] as const)('the example system %s', (_, describeSystem, expected, terms, text) => {
  const { outage: found } = describeSystem(new FleetApp(production)).plan;

  it('says how its worst outage ends, what it loses and how long it lasts', () => {
    expect(found).toMatchObject(expected);
  });

  it('says what it is the sum of', () => {
    expect(seconds(found)).toEqual(terms);
  });

  it('is printed in a few characters', () => {
    expect(outageText(found)).toBe(text);
  });
});

describe('a system whose clients are in the same clusters', () => {
  it('waits for an election only', () => {
    const found = outage(stretched, { access: Access.internal() });
    expect(found).toMatchObject({ ends: 'automatic', loses: 'nothing' });
    expect(seconds(found)).toEqual({ elect: 2.02 }); // 2 × 1000 ms and 2 × 10 ms
  });
});

describe('a group over a long distance', () => {
  it('waits for an election that fits the distance', () => {
    const far = fleet(3, {
      roundTrips: { pairs: described.clusters.flatMap(a => described.clusters.map(b => [a, b, Duration.millis(300)] as const)) },
    });
    // heartbeat 300 ms, election 10 × 300 ms: 2 × 3000 ms and 2 × 300 ms
    expect(seconds(outage(stretched, { access: Access.internal() }, far))).toEqual({ elect: 6.6 });
  });
});

describe('a typical outage', () => {
  const typical = ({ terms }: SystemPlan['outage']): unknown => Object.fromEntries(terms.map(term => [term.term, term.typicalSeconds]));

  it('waits for half of everything periodic, and for the whole of what people declared', () => {
    const onCall = OnCall.of({ notice: Duration.seconds(60), decide: Duration.seconds(120), fence: Duration.seconds(240) });
    const found = outage(with_(Standby.cold(dublin, { voters: 3 })), {}, { ...described, onCall });
    // publish: 180 / 2, 5 s until ExternalDNS acts on the event, 60 s to spread; start: 30 + 5 + 60; half of Route 53's 900 s
    expect(typical(found)).toEqual({
      ...{ detect: 60, decide: 120, fence: 240, publish: 155, start: 95, 'negative-ttl': 450, ttl: 15, 'client-cache': 15 },
    });
    expect(found).toMatchObject({ countedFrom: 'loss', typicalSeconds: 1150 });
  });

  it('loses half a TTL less where the name follows checks, and half an interval', () => {
    // 3.5 × 10 s, and 10 s for the last connection to time out
    expect(typical(outage(stretched, { access: checked(described.clusters) }))).toEqual({ detect: 45, ttl: 15, 'client-cache': 15 });
  });

  it('elects within one and a half timeouts', () => {
    expect(typical(outage(stretched, { access: Access.internal() }))).toEqual({ elect: 1.52 });
  });
});

describe('people who have not said how long they take', () => {
  it('are not counted: the sum begins with the commit', () => {
    expect(outage(stretched)).toMatchObject({ ends: 'decision', countedFrom: 'commit' });
  });

  it('are not needed for a fence where the same group goes on: a minority cannot commit', () => {
    const onCall = OnCall.of({ notice: Duration.seconds(60), decide: Duration.seconds(120), fence: Duration.seconds(240) });
    expect(outage(stretched, {}, { ...described, onCall }).terms.map(({ term }) => term)).not.toContain('fence');
  });
});

describe('a group that elects for longer than the checks are patient', () => {
  const far = fleet(3, {
    dns: dns({ provider: route53 }),
    roundTrips: { pairs: described.clusters.flatMap(a => described.clusters.map(b => [a, b, Duration.seconds(5)] as const)) },
  });
  const quick = { ...checked(described.clusters), ttl: Duration.seconds(5), clientCache: Duration.seconds(0) };

  it('fails the checks of those who are left too, which must then pass again', () => {
    // elect 2 × 50 s and 2 × 5 s; then 3 checks and a phase of 10 s; then the TTL
    const found = outage(stretched, { access: quick }, far);
    expect(seconds(found)).toEqual({ elect: 110, detect: 40, ttl: 5, 'client-cache': 0 });
    expect(found.ends).toBe('automatic');
  });

  it('waits for the longer of the two where a member without a leader passes the checks', () => {
    // elect 10 × 5 s twice and 2 × 5 s, against 50 s and 5 s
    const process = { ...system(stretched), engine: generic, access: quick };
    expect(seconds(planSystem('demo', process, far).outage)).toEqual({ elect: 110 });
  });
});

describe('a name without health checks', () => {
  it('moves with a commit, which somebody must decide on', () => {
    const found = outage(stretched);
    expect(found).toMatchObject({ ends: 'decision', loses: 'nothing', worstSeconds: 360 });
    expect(seconds(found)).toEqual({ publish: 300, ttl: 30, 'client-cache': 30 }); // 180 + 60 + 60
  });

  it('moves without Argo CD where that does not deliver', () => {
    const { delivery: _, ...undelivered } = described;
    expect(seconds(outage(stretched, {}, undelivered))).toMatchObject({ publish: 120 });
  });
});

describe('health checks of a provider that knows no policies', () => {
  it('move no name', () => {
    const rfc2136 = fleet(3);
    expect(outage(with_(Standby.hot(dublin, { voters: 3 })), { access: checked(described.clusters) }, rfc2136)).toMatchObject({
      ends: 'decision',
    });
    expect(outage(spread(rfc2136.clusters, [1, 1, 1]), { access: checked(described.clusters) }, rfc2136)).toMatchObject({
      ends: 'decision',
    });
  });
});

describe('health checks of a provider that knows weights and no failover', () => {
  it('move a name from an active cluster to its standby by weights', () => {
    const weightsOnly: DnsProvider = { ...route53, capabilities: DnsCapabilities.of({ policies: ['weighted'] }) };
    const over = { ...described, dns: dns({ provider: weightsOnly }) };
    const topology = Topology.activeStandby({
      active: Seat.of(frankfurt, { voters: 1 }),
      standbys: [Standby.voting(dublin, { voters: 1 }), Standby.witness(london, { voters: 1 })],
    });
    const planned = planSystem('demo', system(topology, { access: checked(described.clusters) }), over);
    expect(planned.records.map(({ scope }) => scope)).toEqual(['local', 'local']);
    expect(planned.outage.ends).toBe('automatic');
  });
});

describe('health checks that leave a serving cluster out', () => {
  it('do not move the name away from it', () => {
    expect(outage(stretched, { access: checked([dublin, london]) }).ends).toBe('decision');
  });

  it('do not move the name from it to either of two standbys', () => {
    const topology = Topology.activeStandby({
      active: Seat.of(frankfurt, { voters: 1 }),
      standbys: [Standby.voting(dublin, { voters: 1 }), Standby.voting(london, { voters: 1 })],
    });
    expect(outage(topology, { access: checked([frankfurt, dublin, london]) }).ends).toBe('automatic');
    expect(outage(topology, { access: checked([dublin, london]) }).ends).toBe('decision');
  });
});

describe('the loss of a whole group', () => {
  it('is survived by a hot standby, but for the mirror’s lag', () => {
    expect(outage(with_(Standby.hot(dublin, { voters: 3 })))).toMatchObject({ ends: 'decision', loses: 'mirror-lag', worstSeconds: 360 });
  });

  it('is survived by a cold standby, once its members have started', () => {
    const found = outage(with_(Standby.cold(dublin, { voters: 3 })));
    expect(found).toMatchObject({ ends: 'decision', loses: 'since-last-restore', worstSeconds: 1440 });
    // Its members' names are published before they can form a group: 60 s to run and 60 s to spread. They are new: 900 s at Route 53.
    expect(seconds(found)).toEqual({ start: 180, publish: 300, 'negative-ttl': 900, ttl: 30, 'client-cache': 30 });
  });

  it('is ended by a hot standby before a cold one', () => {
    const found = outage(with_(Standby.cold(dublin, { voters: 3 }), Standby.hot(london, { voters: 3 })));
    expect(found).toMatchObject({ loses: 'mirror-lag' });
  });

  it('is ended by a restore only where nobody can take over', () => {
    expect(outage(with_())).toMatchObject({ ends: 'restore', terms: [], worstSeconds: 0 });
    expect(outage(spread([frankfurt, dublin], [1, 1]))).toMatchObject({ ends: 'restore' });
    expect(outageText(outage(with_()))).toBe('until restored');
  });
});

describe('a cold standby that is made active by a commit', () => {
  it('starts no member before Argo CD has seen the commit', () => {
    const found = outage(with_(Standby.cold(dublin, { voters: 3 })), { access: Access.internal() });
    expect(found.ends).toBe('decision');
    expect(found.worstSeconds).toBeGreaterThanOrEqual(180 + 60);
  });

  it('waits for the commit even where the name follows health checks', () => {
    const found = outage(with_(Standby.cold(dublin, { voters: 3 })), { access: checked([frankfurt, dublin]) });
    expect(found.worstSeconds).toBeGreaterThanOrEqual(180 + 60);
  });
});

describe('a standby that holds the majority of the votes', () => {
  const topology = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 1 }), standbys: [Standby.voting(dublin, { voters: 2 })] });

  it('is the worst cluster to lose, since the quorum goes with it', () => {
    expect(outage(topology).ends).toBe('restore');
  });

  it('lets no recovery time be promised', () => {
    const objectives = { survive: Survive.anyOneMember(), rto: Duration.seconds(600) };
    const planned = plan(described, { demo: system(topology, { access: checked(described.clusters), objectives }) });
    expect(must(recoveryTime.plan)(planned, undefined)).toHaveLength(1);
  });
});

describe('a promised recovery time', () => {
  const findings = (rto: number) =>
    must(recoveryTime.plan)(
      plan(described, {
        demo: system(stretched, {
          access: checked(described.clusters),
          objectives: { survive: Survive.anyOneCluster(), rto: Duration.seconds(rto) },
        }),
      }),
      undefined,
    );

  it('holds when it is exactly the outage', () => {
    expect(findings(110)).toEqual([]);
  });

  it('is broken by one second', () => {
    expect(findings(109)).toEqual([
      expect.objectContaining({
        rule: 'objectives/rto',
        at: 'demo',
        problem: 'detect 50 s + ttl 30 s + client-cache 30 s = 110 s, and an rto of 109 s is promised',
      }),
    ]);
  });
});
