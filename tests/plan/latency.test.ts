import { Duration } from 'cdk8s';
import fc from 'fast-check';
import type { EngineContext } from '../../lib/domain/engine';
import { roundTripLookup } from '../../lib/plan/members/round-trip-lookup';
import { fsyncMillis, type LatencyPlan, localRoundTripMillis, planLatencies } from '../../lib/plan/survival/latency';
import { planSystem } from '../../lib/plan/system/plan-system';
import { cluster, fleet, fleetOf, generic, must, spread, system } from '../fixtures';
import { type Cluster, type RaftEngine, RoundTrips, Seat, Standby, Topology, Traffic } from '../nouns';

const [a, b, c] = [0, 1, 2].map(index => cluster(index)) as [Cluster, Cluster, Cluster];
const apart = RoundTrips.of([
  [a, b, Duration.millis(30)],
  [c, a, Duration.millis(70)],
  [b, c, Duration.millis(60)],
]);

const latencies = (topology: Topology, roundTrips = apart, clusters: readonly Cluster[] = [a, b, c]): readonly LatencyPlan[] =>
  planLatencies(planSystem('demo', system(topology), fleetOf(clusters, { roundTrips })), roundTripLookup(roundTrips));

const column = ({ leaders }: LatencyPlan, key: 'readMillis' | 'commitMillis' | 'clientMillis') => leaders.map(place => place[key]);

describe('three clusters 30, 70 and 60 ms apart', () => {
  // raft-on-kubernetes 3.2, which leaves the disk out: a quorum answers a read.
  it.each<[readonly number[], readonly number[]]>([
    [
      [1, 1, 1],
      [30, 30, 60],
    ],
    [
      [2, 2, 1],
      [30, 30, 60],
    ],
    [
      [3, 2, 2],
      [30, 30, 60],
    ],
    [
      [3, 3, 1],
      [30, 30, 60],
    ],
    [
      [3, 1, 1],
      [1, 30, 70],
    ],
  ])('with the votes %j answer in %j ms', (votes, expected) => {
    const [found] = latencies(spread([a, b, c], votes));
    expect(column(must(found), 'readMillis')).toEqual(expected);
    expect(column(must(found), 'commitMillis')).toEqual(expected.map(read => read + fsyncMillis));
  });
});

/** Distances of up to six clusters, votes of up to nine members. */
const described = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 })
  .filter(votes => votes.reduce((sum, held) => sum + held, 0) <= 9)
  .chain(votes =>
    fc.record({
      votes: fc.constant(votes),
      millis: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 15, maxLength: 15 }),
      shares: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: votes.length, maxLength: votes.length }),
    }),
  );

describe('the latency of a group', () => {
  const clusters = Array.from({ length: 6 }, (_, index) => cluster(index));

  /** All sets of so many positions. */
  const choose = (from: readonly number[], size: number): readonly (readonly number[])[] =>
    size === 0 ? [[]] : from.flatMap((one, at) => choose(from.slice(at + 1), size - 1).map(rest => [one, ...rest]));

  it('is that of the quickest majority that the leader belongs to', () => {
    fc.assert(
      fc.property(described, ({ votes, millis, shares }) => {
        const chosen = clusters.slice(0, votes.length);
        const pairs = chosen.flatMap((one, at) => chosen.slice(at + 1).map(other => [one, other] as const));
        const trips = RoundTrips.of(pairs.map(([one, other], at) => [one, other, Duration.millis(must(millis[at]))] as const));
        const between = (one: number, other: number): number =>
          one === other
            ? localRoundTripMillis
            : must(
                trips.pairs.find(([x, y]) => [x.index, y.index].sort().join() === [one, other].sort().join()),
                'the pair',
              )[2].toMilliseconds();
        const traffic = Traffic.weighted(chosen.map((one, at) => [one, must(shares[at])] as const));
        const [found] = latencies(spread(chosen, votes, traffic), trips, chosen);
        const homes = votes.flatMap((held, at) => Array.from({ length: held }, () => at));
        const clients = shares.some(share => share > 0) ? shares : shares.map(() => 1);
        const truth = chosen.map((_, leader) => {
          const self = homes.indexOf(leader);
          const followers = homes.map((_home, member) => member).filter(member => member !== self);
          const majority = Math.ceil((homes.length + 1) / 2);
          const waits = choose(followers, majority - 1).map(set => Math.max(0, ...set.map(member => between(leader, must(homes[member])))));
          const commit = Math.min(...waits) + fsyncMillis;
          const way =
            clients.reduce((sum, weight, at) => sum + weight * between(at, leader), 0) / clients.reduce((sum, one) => sum + one, 0);
          return { commit, read: Math.min(...waits), client: commit + way };
        });
        expect(column(must(found), 'readMillis')).toEqual(truth.map(({ read }) => read));
        expect(column(must(found), 'commitMillis')).toEqual(truth.map(({ commit }) => commit));
        for (const [at, { client }] of truth.entries()) expect(column(must(found), 'clientMillis')[at]).toBeCloseTo(client, 2);
        const least = Math.min(...truth.map(({ client }) => client));
        const best = truth.findIndex(({ client }) => client < least + 0.0005);
        expect(found?.bestHome).toBe(must(chosen[best]).name);
      }),
    );
  });
});

describe('the best home of a leader', () => {
  it('is the cluster that serves, where clients are nearest to it', () => {
    const topology = Topology.activeStandby({
      active: Seat.of(a, { voters: 1 }),
      standbys: [Standby.voting(b, { voters: 1 }), Standby.witness(c, { voters: 1 })],
    });
    expect(latencies(topology)).toMatchObject([{ group: 'demo', bestHome: a.name }]);
  });

  it('is the first of equals', () => {
    const same = RoundTrips.of([
      [a, b, Duration.millis(10)],
      [b, c, Duration.millis(10)],
      [a, c, Duration.millis(10)],
    ]);
    expect(latencies(spread([c, b, a], [1, 1, 1]), same)).toMatchObject([{ bestHome: a.name }]);
  });
});

describe('a pair without a round trip', () => {
  it('leaves the latency of each place that needs it unknown, and the best home', () => {
    const partly = RoundTrips.of(apart.pairs.filter(([one, other]) => one === b || other === b));
    const [found] = latencies(spread([a, b, c], [1, 1, 1]), partly);
    expect(column(must(found), 'commitMillis')).toEqual([undefined, 30 + fsyncMillis, undefined]);
    expect(found?.bestHome).toBeUndefined();
  });

  it('is every pair, where none is declared', () => {
    const [found] = latencies(spread([a, b, c], [1, 1, 1]), RoundTrips.of([]));
    expect(column(must(found), 'readMillis')).toEqual([undefined, undefined, undefined]);
  });

  it('does not matter within one cluster', () => {
    expect(latencies(spread([a], [3]), RoundTrips.of([]))).toMatchObject([{ leaders: [{ readMillis: 1, commitMillis: 11 }] }]);
  });
});

describe('a standby with a group of its own', () => {
  const topology = Topology.activeStandby({
    active: Seat.of(a, { voters: 1 }),
    standbys: [Standby.voting(b, { voters: 1 }), Standby.hot(c, { voters: 3 })],
  });

  it('is as fast as its cluster while it waits, so that only the group that serves is asked for', () => {
    expect(latencies(topology).map(({ group }) => group)).toEqual(['demo']);
  });
});

describe('timeouts', () => {
  it('are the same for all members of a group, and at least five heartbeats and ten round trips', () => {
    fc.assert(
      fc.property(
        fc.record({
          millis: fc.integer({ min: 1, max: 4000 }),
          heartbeat: fc.integer({ min: 1, max: 2000 }),
          election: fc.integer({ min: 1, max: 20_000 }),
        }),
        ({ millis, heartbeat, election }) => {
          const given: EngineContext['timing'][] = [];
          const engine: RaftEngine = {
            ...generic,
            timing: { defaults: { heartbeatMillis: heartbeat, electionMillis: election }, maxElectionMillis: 50_000 },
            bind: context => {
              given.push(context.timing);
              return generic.bind(context);
            },
          };
          const { clusters } = fleet(3);
          const trips = RoundTrips.of(clusters.flatMap(one => clusters.map(other => [one, other, Duration.millis(millis)] as const)));
          const planned = planSystem('demo', { ...system(spread(clusters, [2, 2, 1])), engine }, { ...fleet(3), roundTrips: trips });
          for (const seat of planned.seats) expect(seat.config.ports.length).toBeGreaterThan(0);
          expect(given).toHaveLength(3);
          for (const timing of given) {
            expect(timing).toEqual(given[0]);
            expect(timing.heartbeatMillis).toBeGreaterThanOrEqual(millis);
            expect(timing.electionMillis).toBeGreaterThanOrEqual(5 * timing.heartbeatMillis);
            expect(timing.electionMillis).toBeGreaterThanOrEqual(10 * millis);
            expect(timing.electionMillis).toBeGreaterThanOrEqual(election);
          }
        },
      ),
    );
  });
});
