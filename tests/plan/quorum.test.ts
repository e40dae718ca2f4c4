import fc from 'fast-check';
import { planSystem } from '../../lib/plan/system/plan-system';
import { clusterLoss } from '../../lib/rules/quorum/cluster-loss';
import { fleet, must, plan, seatOf, spread, system } from '../fixtures';
import { OperatingState, Seat, Standby, Survive, Topology } from '../nouns';
import { declared, fleetsWith } from './arbitrary';

/** 1 to 9 votes in 1 to 6 clusters. */
const votes = fc
  .array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 })
  .filter(counts => counts.reduce((sum, count) => sum + count, 0) <= 9);

/** Raft: more than half of all who may vote. */
const majority = (present: number, all: number): boolean => present * 2 > all;

/** Every subset of the items. */
const subsets = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: 2 ** items.length }, (_, mask) => items.filter((_item, position) => (mask >> position) & 1));

describe('a promise to survive the loss of any one cluster', () => {
  it('is found broken at exactly the clusters whose members are needed for every majority', () => {
    fc.assert(
      fc.property(votes, counts => {
        const described = fleet(counts.length);
        const planned = plan(described, {
          demo: system(spread(described.clusters, counts), { objectives: { survive: Survive.anyOneCluster() } }),
        });
        const members = counts.flatMap((count, at) => Array.from({ length: count }, () => must(described.clusters[at]).name));
        const fatal = described.clusters.filter(({ name }) => !majority(members.filter(home => home !== name).length, members.length));
        const found = must(clusterLoss.plan)(planned, undefined).map(({ at }) => at);
        expect(found.sort()).toEqual(fatal.map(({ name }) => `demo/${name}`).sort());
      }),
    );
  });
});

describe('the disruption budgets of all clusters together', () => {
  const groupsOf = fleetsWith(1).chain(({ fleet: described, topologies: [topology] }) => {
    const names = declared(must(topology)).map(({ cluster }) => cluster.name);
    return fc.record({
      planned: fc
        .subarray(names)
        .map(drained => planSystem('demo', system(must(topology), { state: { ...OperatingState.initial(), drained } }), described)),
      topology: fc.constant(must(topology)),
    });
  });
  const groups = (topology: Topology): ReadonlyMap<string, readonly { readonly name: string; readonly votes: number }[]> => {
    const found = new Map<string, { name: string; votes: number }[]>();
    for (const { cluster, together, votes: held } of declared(topology)) {
      if (held > 0) found.set(together, [...(found.get(together) ?? []), { name: cluster.name, votes: held }]);
    }
    return found;
  };

  it('never let a group lose its majority, whichever members they take', () => {
    fc.assert(
      fc.property(votes, fc.infiniteStream(fc.boolean()), (counts, drain) => {
        const described = fleet(counts.length);
        const drained = described.clusters.filter(() => drain.next().value).map(({ name }) => name);
        const planned = planSystem(
          'demo',
          system(spread(described.clusters, counts), { state: { ...OperatingState.initial(), drained } }),
          described,
        );
        const members = counts.flatMap((count, at) => Array.from({ length: count }, () => must(described.clusters[at]).name));
        const within = (gone: readonly string[]): boolean =>
          described.clusters.every(({ name }) => gone.filter(home => home === name).length <= seatOf(planned, name).pool.allowedDown);
        for (const gone of subsets(members).filter(within)) expect(majority(members.length - gone.length, members.length)).toBe(true);
      }),
    );
  });

  it('never let any group of any topology lose its majority', () => {
    fc.assert(
      fc.property(groupsOf, ({ planned, topology }) => {
        for (const seats of groups(topology).values()) {
          const all = seats.reduce((sum, seat) => sum + seat.votes, 0);
          const down = seats.reduce((sum, { name, votes: held }) => sum + Math.min(held, seatOf(planned, name).pool.allowedDown), 0);
          expect(majority(all - down, all)).toBe(true);
        }
      }),
    );
  });

  it('let at least one cluster of a group of three votes or more drain', () => {
    fc.assert(
      fc.property(groupsOf, ({ planned, topology }) => {
        for (const seats of groups(topology).values()) {
          if (seats.reduce((sum, seat) => sum + seat.votes, 0) < 3) continue;
          expect(Math.max(...seats.map(({ name }) => seatOf(planned, name).pool.allowedDown))).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('go to the clusters that are to be drained before any other', () => {
    fc.assert(
      fc.property(groupsOf, ({ planned, topology }) => {
        for (const seats of groups(topology).values()) {
          const budget = (name: string): number => seatOf(planned, name).pool.allowedDown;
          const waiting = seats.filter(({ name }) => planned.state.drained.includes(name) && budget(name) === 0);
          const others = seats.filter(({ name }) => !planned.state.drained.includes(name) && budget(name) > 0);
          expect(waiting.length === 0 || others.length === 0).toBe(true);
        }
      }),
    );
  });
});

describe('three clusters with one vote each', () => {
  const described = fleet(3);
  const [first, second, third] = described.clusters as [never, never, never];
  const topology = Topology.activeStandby({
    active: Seat.of(first, { voters: 1 }),
    standbys: [Standby.voting(second, { voters: 1 }), Standby.witness(third, { voters: 1 })],
  });
  const budgets = (drained: readonly string[]): unknown =>
    Object.fromEntries(
      planSystem('demo', system(topology, { state: { ...OperatingState.initial(), drained } }), described).seats.map(
        ({ cluster, pool }) => [cluster.name, pool.allowedDown],
      ),
    );

  it('spare the one that serves and let the witness be disrupted', () => {
    expect(budgets([])).toEqual({ frankfurt: 0, dublin: 0, london: 1 });
  });

  it.each([
    ['frankfurt', { frankfurt: 1, dublin: 0, london: 0 }],
    ['dublin', { frankfurt: 0, dublin: 1, london: 0 }],
    ['london', { frankfurt: 0, dublin: 0, london: 1 }],
  ])('give the whole budget to %s when that is drained', (drained, expected) => {
    expect(budgets([drained])).toEqual(expected);
  });
});

describe('a group that cannot spare a vote', () => {
  it.each([[[1]], [[2]], [[1, 1]]])('allows no disruption with the votes %j', counts => {
    const described = fleet(counts.length);
    const planned = planSystem('demo', system(spread(described.clusters, counts)), described);
    expect(planned.seats.map(({ pool }) => pool.allowedDown)).toEqual(counts.map(() => 0));
  });
});

describe('the quorum of a group', () => {
  it('is the smallest number of votes that any two such sets share a member of, over all clusters', () => {
    fc.assert(
      fc.property(votes, counts => {
        const described = fleet(counts.length);
        const [group] = planSystem('demo', system(spread(described.clusters, counts)), described).groups;
        const all = counts.reduce((sum, count) => sum + count, 0);
        const smallest = Array.from({ length: all }, (_, at) => at + 1).find(size => size + size > all);
        expect(group?.quorum).toBe(smallest);
        expect(must(group).tolerated).toBe(all - must(smallest));
        expect(group?.voters).toHaveLength(all);
      }),
    );
  });
});
