import fc from 'fast-check';
import type { ClusterLoss, SurvivalRow } from '../../lib/plan/model/survival-plan';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { planSystem } from '../../lib/plan/system/plan-system';
import { runs } from '../extent';
import { cluster, fleetOf, must, seatOf, system } from '../fixtures';
import { type Cluster, type Fleet, OperatingState, Seat, Standby, Topology, Traffic } from '../nouns';

/** Up to nine votes of one group in up to six clusters, and up to two clusters with a group of their own. */
interface Described {
  readonly fleet: Fleet;
  readonly topology: Topology;
  readonly planned: SystemPlan;
}

const kinds = ['voting', 'witness', 'hot', 'cold'] as const;
const numbers = (least: number, most: number) => fc.integer({ min: least, max: most });
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

function described(clusters: { readonly minLength: number; readonly maxLength: number }, most: number): fc.Arbitrary<Described> {
  return fc
    .array(fc.record({ votes: numbers(1, 4), kind: fc.constantFrom(...kinds), zones: numbers(0, 3), shared: fc.boolean() }), clusters)
    .filter(seats => sum(seats.map(({ votes }) => votes)) <= most)
    .chain(seats =>
      fc.record({
        seats: fc.constant(seats),
        stretched: fc.boolean(),
        active: numbers(0, seats.length - 1),
        drained: fc.subarray(seats.map((_, index) => index)),
      }),
    )
    .map(({ seats, stretched, active, drained }) => {
      // Clusters that share a region share their zones.
      const all = seats.map(({ zones, shared }, index) =>
        cluster(index, { zones: ['a', 'b', 'c'].slice(0, zones), ...(shared ? { region: 'shared' } : {}) }),
      );
      const at = (index: number): Cluster => must(all[index]);
      const topology = stretched
        ? Topology.activeActive({
            seats: seats.map(({ votes }, index) => Seat.of(at(index), { voters: votes })),
            traffic: Traffic.roundRobin(),
          })
        : Topology.activeStandby({
            active: Seat.of(at(0), { voters: must(seats[0]).votes }),
            standbys: seats.slice(1).map(({ votes, kind }, rest) => Standby[kind](at(rest + 1), { voters: votes })),
          });
      const chosen = stretched || active === 0 || must(seats[active]).kind === 'witness' ? undefined : at(active).name;
      const state = { ...OperatingState.initial(), drained: drained.map(index => at(index).name), ...(chosen ? { active: chosen } : {}) };
      const fleet = fleetOf(all);
      const planned = planSystem('demo', system(topology, { state }), fleet);
      return { fleet, topology, planned, [fc.toStringMethod]: () => JSON.stringify({ seats, stretched, state }) };
    });
}

/** A member of the group that serves: which one, and where. */
interface Vote {
  readonly cluster: string;
}

/** Who votes with whom, from the topology and the state alone: the clusters of the group that serves, and of each other one. */
function groupsOf({ topology, planned }: Described): { readonly serving: readonly Vote[]; readonly others: readonly (readonly Vote[])[] } {
  const all =
    topology.kind === 'active-active'
      ? topology.seats.map(seat => ({ ...seat, group: 'all' }))
      : [
          { ...topology.active, group: 'all' },
          ...topology.standbys.map(standby => ({
            cluster: standby.cluster,
            voters: standby.kind === 'learner' ? 0 : standby.voters,
            group: standby.kind === 'hot' || standby.kind === 'cold' ? standby.cluster.name : 'all',
          })),
        ];
  const first = topology.kind === 'active-active' ? must(topology.seats[0]).cluster.name : topology.active.cluster.name;
  const active = must(all.find(({ cluster: { name } }) => name === (planned.state.active ?? first)));
  const members = (group: string): readonly Vote[] =>
    all.filter(seat => seat.group === group).flatMap(seat => Array.from({ length: seat.voters }, () => ({ cluster: seat.cluster.name })));
  const others = [...new Set(all.map(({ group }) => group))].filter(group => group !== active.group);
  return { serving: members(active.group), others: others.map(members) };
}

/** Raft: more than half of all who may vote. */
const majority = (present: number, all: number): boolean => present * 2 > all;

/** All subsets. */
const subsets = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  items.reduce<readonly (readonly Item[])[]>((found, item) => found.flatMap(set => [set, [...set, item]]), [[]]);

/** Every way to spread members over zones so that no zone has two more than another. */
function spreads(members: number, zones: number): readonly (readonly number[])[] {
  const all = (left: number, places: number): readonly (readonly number[])[] =>
    places === 0
      ? left === 0
        ? [[]]
        : []
      : Array.from({ length: left + 1 }, (_, here) => all(left - here, places - 1).map(rest => [here, ...rest])).flat();
  return all(members, zones).filter(spread => Math.max(...spread) - Math.min(...spread) <= 1);
}

/** How many of a cluster's members may go with one of its zones. */
const inZone = (members: number, zones: number): ReadonlySet<number> => new Set(spreads(members, Math.max(1, zones)).flat());

/** Whether this set of members may be what a loss takes of a group, as one side of a split sees it. */
const mayTake = (gone: readonly Vote[], group: readonly Vote[], loss: ClusterLoss, given: Described): boolean =>
  given.fleet.clusters.every(one => {
    const here = (members: readonly Vote[]): number => members.filter(vote => vote.cluster === one.name).length;
    return mayTakeIn(one, here(gone), here(group), loss, given);
  });

function mayTakeIn(
  { name, zones }: Cluster,
  lost: number,
  held: number,
  { loss, clusters, other }: ClusterLoss,
  { planned }: Described,
): boolean {
  switch (loss) {
    case 'cluster':
    case 'pair':
      return lost === (clusters.includes(name) ? held : 0);
    case 'split':
      return lost === (other.includes(name) ? held : 0);
    case 'zone':
      return clusters.includes(name) ? inZone(held, zones.length).has(lost) : lost === 0;
    case 'drain-and-loss':
      if (clusters.includes(name)) return lost === held;
      return other.includes(name) ? lost <= seatOf(planned, name).pool.allowedDown : lost === 0;
  }
}

/** Whether a group has a majority after a loss, whatever the loss takes of it. */
function keeps(group: readonly Vote[], loss: ClusterLoss, given: Described): boolean {
  const marked = group.map((vote, number) => ({ ...vote, number }));
  const taken = subsets(marked).filter(gone => mayTake(gone, group, loss, given));
  expect(taken.length).toBeGreaterThan(0);
  return taken.every(gone => majority(group.length - gone.length, group.length));
}

const key = ({ loss, clusters, other }: ClusterLoss): string =>
  loss === 'split'
    ? [clusters, other]
        .map(side => [...side].sort().join())
        .sort()
        .join('|')
    : [loss, clusters.join(), other.join()].join(' ');

/** The losses of members. Those of links and of what else a system depends on have tests of their own. */
const isClusterLoss = (row: SurvivalRow): row is ClusterRow => ['cluster', 'pair', 'zone', 'split', 'drain-and-loss'].includes(row.loss);

type ClusterRow = SurvivalRow & ClusterLoss;

/** What is lost wholly, and cannot take over. */
const away = ({ loss, clusters }: ClusterRow): readonly string[] => (loss === 'split' || loss === 'zone' ? [] : clusters);

describe('the survival table of up to nine votes in up to six clusters', () => {
  const any = described({ minLength: 1, maxLength: 6 }, 9);
  const rowsOf = ({ planned }: Described) => planned.survival.rows.filter(isClusterLoss);

  it('says of each loss whether every set of members that it may take leaves a majority', () => {
    fc.assert(
      fc.property(any, given => {
        const { serving } = groupsOf(given);
        for (const row of rowsOf(given)) {
          const sides = row.loss === 'split' ? [row, { ...row, clusters: row.other, other: row.clusters }] : [row];
          expect([key(row), row.quorum]).toEqual([key(row), sides.some(side => keeps(serving, side, given))]);
        }
      }),
      { numRuns: runs(450, 20) },
    );
  });

  it('has a row for each loss, once', () => {
    fc.assert(
      fc.property(any, given => {
        const names = given.fleet.clusters.map(({ name }) => name);
        const rows = rowsOf(given);
        expect(new Set(rows.map(key)).size).toBe(rows.length);
        const listed = (loss: ClusterLoss['loss']) => rows.filter(row => row.loss === loss);
        expect(listed('cluster').map(({ clusters }) => clusters)).toEqual(names.map(name => [name]));
        expect(listed('pair')).toHaveLength((names.length * (names.length - 1)) / 2);
        // Every set of clusters but none and all is one side of one split.
        expect(new Set(listed('split').flatMap(({ clusters, other }) => [[...clusters].sort().join(), [...other].sort().join()]))).toEqual(
          new Set(
            subsets(names)
              .filter(side => side.length > 0 && side.length < names.length)
              .map(side => [...side].sort().join()),
          ),
        );
        for (const { name, region, zones } of given.fleet.clusters.filter(one => one.zones.length > 1)) {
          for (const zone of zones) {
            const sharing = given.fleet.clusters.filter(one => one.region === region && one.zones.includes(zone)).map(one => one.name);
            expect(listed('zone').map(({ clusters }) => clusters)).toContainEqual(sharing);
            expect(sharing).toContain(name);
          }
        }
        const { serving } = groupsOf(given);
        const inGroup = (name: string): boolean => serving.some(vote => vote.cluster === name);
        const drains = names.flatMap(lost =>
          names
            .filter(name => name !== lost && inGroup(lost) && inGroup(name) && seatOf(given.planned, name).pool.allowedDown > 0)
            .map(name => [lost, name]),
        );
        expect(listed('drain-and-loss').map(({ clusters, other }) => [...clusters, ...other])).toEqual(drains);
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('counts what it looked at', () => {
    fc.assert(
      fc.property(any, given => {
        for (const { loss, examined, survived, fatal } of given.planned.survival.counts) {
          const rows = given.planned.survival.rows.filter(row => row.loss === loss);
          expect([examined, survived, fatal]).toEqual([
            rows.length,
            rows.filter(({ quorum }) => quorum).length,
            rows.filter(({ outage }) => outage.ends === 'restore').length,
          ]);
        }
        const { counts } = given.planned.survival;
        expect(sum(counts.map(({ examined }) => examined ?? 0))).toBe(given.planned.survival.rows.length);
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('names as many members as are left at worst, and nobody who is lost', () => {
    fc.assert(
      fc.property(any, given => {
        const { serving } = groupsOf(given);
        for (const row of rowsOf(given)) {
          const marked = serving.map((vote, number) => ({ ...vote, number }));
          const sides = row.loss === 'split' ? [row, { ...row, clusters: row.other, other: row.clusters }] : [row];
          const left = sides.map(side =>
            Math.min(
              ...subsets(marked)
                .filter(gone => mayTake(gone, serving, side, given))
                .map(gone => serving.length - gone.length),
            ),
          );
          expect(row.votes).toBe(Math.max(...left));
          expect(row.members).toHaveLength(row.votes);
          const lost = row.loss === 'zone' ? [] : row.loss === 'split' && row.quorum ? row.other : away(row);
          const homes = new Map(given.planned.groups.flatMap(({ voters }) => voters).map(({ name, cluster: home }) => [name, home]));
          for (const member of row.members ?? []) expect(lost).not.toContain(homes.get(member));
        }
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('is fatal exactly where no group keeps a majority that clients can be sent to', () => {
    fc.assert(
      fc.property(any, given => {
        const { serving, others } = groupsOf(given);
        for (const row of rowsOf(given)) {
          const sides = row.loss === 'split' ? [row, { ...row, clusters: row.other, other: row.clusters }] : [row];
          const gone = (side: ClusterLoss): readonly string[] =>
            side.loss === 'split' ? side.other : side.loss === 'zone' ? [] : side.clusters;
          const plain: ClusterLoss = row.loss === 'drain-and-loss' ? { ...row, loss: 'cluster', other: [] } : row;
          const inGroup = sides.some(side => keeps(serving, row.loss === 'drain-and-loss' ? plain : side, given));
          const elsewhere = sides.some(side =>
            others.some(group => {
              // A drain is of the group that serves, and takes nothing of another one.
              const alone = row.loss === 'drain-and-loss' ? plain : side;
              const reachable = group.some(vote => !gone(side).includes(vote.cluster) && seatOf(given.planned, vote.cluster).serves);
              return reachable && keeps(group, alone, given);
            }),
          );
          expect([key(row), row.outage.ends === 'restore']).toEqual([key(row), !inGroup && !elsewhere]);
        }
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('sends clients only to clusters that are left and may serve, and loses writes only where another group takes over', () => {
    fc.assert(
      fc.property(any, given => {
        const { serving } = groupsOf(given);
        const inGroup = (name: string): boolean => serving.some(vote => vote.cluster === name);
        for (const row of rowsOf(given)) {
          const promoted = row.steps.filter(({ step }) => step === 'promote').flatMap(({ clusters }) => clusters);
          const reassigned = row.steps.filter(({ step }) => step === 'reassign').flatMap(({ clusters }) => clusters);
          for (const name of row.serves) {
            expect(away(row)).not.toContain(name);
            if (!reassigned.includes(name)) expect(seatOf(given.planned, name).serves).toBe(true);
            expect(promoted.includes(name)).toBe(!inGroup(name));
          }
          expect(row.serves.length === 0).toBe(row.outage.ends === 'restore');
          expect(row.outage.loses !== 'nothing').toBe(promoted.length > 0);
          // Nobody is promoted before the old side is fenced, and nobody is asked for anything where it ends by itself.
          if (promoted.length > 0) expect(row.steps.map(({ step }) => step)).toEqual(['fence', 'promote']);
          if (row.outage.ends === 'automatic') expect(row.steps.filter(({ step }) => step !== 'undrain')).toEqual([]);
          else expect(row.steps.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('warns of every standby with a group of its own that a split cuts off from the group that serves', () => {
    fc.assert(
      fc.property(any, given => {
        const { serving } = groupsOf(given);
        const standbys = given.planned.seats.filter(
          ({ cluster: { name }, serves }) => serves && !serving.some(vote => vote.cluster === name),
        );
        for (const row of rowsOf(given)) {
          const cut = standbys.filter(({ cluster: { name } }) => row.loss === 'split' && (!row.quorum || row.other.includes(name)));
          expect([...row.unfenced].sort()).toEqual(cut.map(({ cluster: { name } }) => name).sort());
        }
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('has the worst loss of one cluster as its outage', () => {
    fc.assert(
      fc.property(any, given => {
        const outages = rowsOf(given)
          .filter(({ loss }) => loss === 'cluster')
          .map(({ outage }) => outage);
        const rank = { automatic: 0, decision: 1, repair: 2, restore: 3 };
        const worst = Math.max(...outages.map(({ ends }) => rank[ends]));
        const longest = Math.max(...outages.filter(({ ends }) => rank[ends] === worst).map(({ worstSeconds }) => worstSeconds));
        expect([rank[given.planned.outage.ends], given.planned.outage.worstSeconds]).toEqual([worst, longest]);
      }),
      { numRuns: runs(300, 20) },
    );
  });
});

describe('a system over more clusters than are listed', () => {
  const many = described({ minLength: 7, maxLength: 9 }, 15);

  /** Sets of clusters, by the number of them. */
  const chosen = (names: readonly string[], size: number): readonly (readonly string[])[] =>
    subsets(names).filter(set => set.length === size);

  it('is counted as if every loss had been tried', () => {
    fc.assert(
      fc.property(many, given => {
        const { serving } = groupsOf(given);
        const names = given.fleet.clusters.map(({ name }) => name);
        const left = (gone: readonly string[]): number => serving.filter(vote => !gone.includes(vote.cluster)).length;
        const count = (loss: ClusterLoss['loss']) => given.planned.survival.counts.find(found => found.loss === loss);
        for (const [loss, size] of [
          ['cluster', 1],
          ['pair', 2],
        ] as const) {
          const all = chosen(names, size);
          expect(count(loss)).toMatchObject({
            examined: all.length,
            survived: all.filter(gone => majority(left(gone), serving.length)).length,
          });
        }
        const voting = [...new Set(serving.map(vote => vote.cluster))];
        const sides = subsets(voting).filter(side => side.length > 0 && side.length < voting.length);
        const survived = sides.filter(
          side => majority(left(side), serving.length) || majority(serving.length - left(side), serving.length),
        );
        const held = (name: string): number => serving.filter(vote => vote.cluster === name).length;
        const drains = voting.flatMap(lost =>
          voting
            .map(name => [name, seatOf(given.planned, name).pool.allowedDown] as const)
            .filter(([name, allowed]) => name !== lost && allowed > 0)
            .map(([name, allowed]) => left([lost]) - Math.min(allowed, held(name))),
        );
        const drained = drains.filter(present => majority(present, serving.length)).length;
        if (drains.length > 0) expect(count('drain-and-loss')).toMatchObject({ examined: drains.length, survived: drained });
        const zones = given.fleet.clusters.flatMap(one => one.zones.map(zone => `${one.region}/${zone}`));
        const sharing = (zone: string): readonly Cluster[] =>
          given.fleet.clusters.filter(one => one.zones.some(own => `${one.region}/${own}` === zone));
        const sets = new Map(
          zones.map(zone => [
            sharing(zone)
              .map(({ name }) => name)
              .join(),
            sharing(zone),
          ]),
        );
        const several = [...sets.values()].filter(those => those.length > 1 || must(those[0]).zones.length > 1);
        const fullest = several.map(those => sum(those.map(one => Math.max(...inZone(held(one.name), one.zones.length)))));
        const spared = fullest.filter(lost => majority(serving.length - lost, serving.length)).length;
        if (several.length > 0) expect(count('zone')).toMatchObject({ examined: several.length, survived: spared });
        if (sides.length > 0) expect(count('split')).toMatchObject({ examined: sides.length / 2, survived: survived.length / 2 });
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('lists each cluster that votes or serves, and the losses that are worse than each of their parts', () => {
    fc.assert(
      fc.property(many, given => {
        const { serving } = groupsOf(given);
        const { rows } = given.planned.survival;
        const singles = rows.filter(({ loss }) => loss === 'cluster');
        expect(singles.map(({ clusters }) => clusters.join())).toEqual(
          given.fleet.clusters.map(({ name }) => name).filter(name => serving.some(vote => vote.cluster === name)),
        );
        const left = (gone: readonly string[]): number => serving.filter(vote => !gone.includes(vote.cluster)).length;
        const badness = (gone: readonly string[]): number => (majority(left(gone), serving.length) ? 0 : 1);
        for (const { loss, clusters, quorum } of rows) {
          if (loss !== 'pair') continue;
          expect(quorum).toBe(badness(clusters) === 0);
          for (const one of clusters)
            expect(given.planned.survival.rows.find(row => row.loss === 'cluster' && row.clusters[0] === one)?.outage.ends).not.toBe(
              'restore',
            );
        }
        // With an odd number of votes no split leaves two minorities.
        if (serving.length % 2 === 1) expect(rows.filter(({ loss }) => loss === 'split')).toEqual([]);
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('does not grow with the square of its clusters', () => {
    const clusters = Array.from({ length: 100 }, (_, index) => cluster(index));
    const topology = Topology.activeStandby({
      active: Seat.of(must(clusters[0]), { voters: 3 }),
      standbys: clusters.slice(1).map(one => Standby.cold(one, { voters: 3 })),
    });
    const { survival } = planSystem('demo', system(topology), fleetOf(clusters, { roundTrips: { pairs: [] } }));
    expect(survival.rows.map(({ loss, clusters: lost }) => [loss, lost])).toEqual([
      ['cluster', ['frankfurt']],
      ['dns', []],
    ]);
    expect(survival.counts).toContainEqual({ loss: 'pair', examined: 4950, survived: 4950 - 99, fatal: 0 });
  });
});
