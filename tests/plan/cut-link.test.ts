import fc from 'fast-check';
import type { DisruptiveServers } from '../../lib/domain/engine';
import type { GroupPlan } from '../../lib/plan/model/system-plan';
import { settle } from '../../lib/plan/survival/cut-link';
import { runs } from '../extent';
import { must } from '../fixtures';
import { RaftSimulation } from './raft-simulation';

/** A group over two to five clusters, two of which cannot reach each other: both ways, or one way alone. */
interface Cut {
  readonly votes: readonly number[];
  readonly ends: readonly [number, number];
  readonly direction: 'both' | 'forth' | 'back';
  /** Whether a message needs its way back to arrive: over a connection it does, for want of acknowledgements. */
  readonly transport: 'connections' | 'datagrams';
  readonly leader: number;
  readonly seed: number;
}

const cuts: fc.Arbitrary<Cut> = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 5 }).chain(votes =>
  fc.record({
    votes: fc.constant(votes),
    ends: fc.shuffledSubarray([...votes.keys()], { minLength: 2, maxLength: 2 }).map(ends => ends as unknown as Cut['ends']),
    direction: fc.constantFrom('both' as const, 'forth' as const, 'back' as const),
    transport: fc.constantFrom('connections' as const, 'datagrams' as const),
    leader: fc.integer({ min: 0, max: votes.length - 1 }),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
  }),
);

/** Numbers from 0 to 1, the same for the same seed (Park and Miller): from their modulus, 2 ** 31 - 1, on all would be 0. */
function numbers(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at * 48_271) % 2_147_483_647;
    return at / 2_147_483_647;
  };
}

interface Rest {
  /** Whether anything was committed at the end. */
  readonly commits: boolean;
  /** Homes of those who led at the end, and committed. */
  readonly leaders: readonly number[];
  /** Homes whose members followed nobody who commits, all the time at the end. */
  readonly alone: readonly number[];
  /** Whether the first leader was in office all the time. */
  readonly stayed: boolean;
}

/** Ticks until a group has come to rest, and for which it is then looked at: an election takes ten to twenty. */
const [settling, looking] = [300, 150];

/** What becomes of a group whose leader is in one of its clusters when the link is cut, by simulation. */
function simulate({ votes, ends, direction, transport, leader, seed }: Cut, refusesDisruption: boolean): Rest {
  const homes = votes.flatMap((count, home) => Array.from({ length: count }, () => home));
  const first = homes.indexOf(leader);
  const raft = new RaftSimulation(homes.length, first, { refusesDisruption, random: numbers(seed) });
  for (let tick = 0; tick < 30; tick += 1) raft.tick();
  expect(raft.committed).toBeGreaterThan(20);
  const way = (from: number, to: number): boolean =>
    !((direction !== 'back' && from === ends[0] && to === ends[1]) || (direction !== 'forth' && from === ends[1] && to === ends[0]));
  raft.carries = (from, to) => {
    const [here, there] = [must(homes[from]), must(homes[to])];
    return way(here, there) && (transport === 'datagrams' || way(there, here));
  };
  let stayed = true;
  for (let tick = 0; tick < settling; tick += 1) {
    raft.tick();
    stayed &&= raft.members[first]?.role === 'leader';
  }
  const before = raft.committed;
  const told = new Set<number>();
  const leaders = new Set<number>();
  for (let tick = 0; tick < looking; tick += 1) {
    raft.tick();
    stayed &&= raft.members[first]?.role === 'leader';
    for (const [id, member] of raft.members.entries()) {
      const of = member.leader === undefined ? undefined : raft.members[member.leader];
      // Whoever hears no more of what is committed, or cannot answer, serves nobody, whatever it believes.
      const both = member.leader !== undefined && raft.carries(id, member.leader) && raft.carries(member.leader, id);
      if (of && both && of.role === 'leader' && of.term === member.term && of.commit > before) told.add(must(homes[id]));
    }
    for (const [id, { role, commit }] of raft.members.entries()) if (role === 'leader' && commit > before) leaders.add(must(homes[id]));
  }
  const alone = [...votes.keys()].filter(home => !told.has(home));
  return { commits: raft.committed > before, leaders: [...leaders], alone, stayed };
}

/** What the plan says of it. */
function planned({ votes, ends, leader }: Cut, disruptive: DisruptiveServers) {
  const name = (home: number): string => `c${home}`;
  const voters = votes.flatMap((count, home) => Array.from({ length: count }, () => ({ cluster: name(home) })));
  const group = {
    voters,
    votes: new Map(votes.map((count, home) => [name(home), count])),
    quorum: Math.floor(voters.length / 2) + 1,
  } as unknown as GroupPlan;
  return settle({ one: name(ends[0]), other: name(ends[1]) }, name(leader), group, disruptive).map(({ leader: home, cutOff, ...rest }) => ({
    ...rest,
    leader: Number(home.slice(1)),
    cutOff: cutOff === undefined ? undefined : Number(cutOff.slice(1)),
  }));
}

describe('a group of an engine that refuses disruptive servers, after a link is cut', () => {
  it('has its leader where the plan says, and followers everywhere but where the plan says', () => {
    fc.assert(
      fc.property(cuts, cut => {
        const outcomes = planned(cut, 'refused');
        const { commits, leaders, alone, stayed } = simulate(cut, true);
        expect(commits).toBe(outcomes.length > 0);
        if (outcomes.length === 0) return;
        const [leader] = leaders;
        expect(leaders).toHaveLength(1);
        const found = outcomes.find(outcome => outcome.leader === leader);
        expect(outcomes.map(outcome => outcome.leader)).toContain(leader);
        expect(alone).toEqual(found?.cutOff === undefined ? [] : [found.cutOff]);
        expect(stayed).toBe(outcomes.every(({ change }) => change === 'stays'));
        expect(outcomes.map(({ elections }) => elections)).toEqual(outcomes.map(() => 'settled'));
      }),
      { numRuns: runs(300, 20) },
    );
  });
});

describe('a group of an engine that obeys disruptive servers', () => {
  it('keeps its leader exactly where the plan says that elections are settled', () => {
    fc.assert(
      fc.property(cuts, cut => {
        fc.pre(cut.transport === 'connections');
        for (const { change, elections } of planned(cut, 'obeyed')) {
          if (change === 'stays') expect(simulate(cut, false).stayed).toBe(elections === 'settled');
        }
      }),
      { numRuns: runs(300, 20) },
    );
  });
});
