import fc from 'fast-check';
import { fatalClusters, halves, movedVotes, witnessVotes } from '../../lib/plan/members/votes';

/** 1 to 9 votes in 1 to 6 clusters. */
const counts = fc
  .array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 })
  .filter(votes => votes.reduce((sum, held) => sum + held, 0) <= 9);

const named = (votes: readonly number[]): ReadonlyMap<string, number> => new Map(votes.map((held, at) => [`c${at}`, held]));
const total = (votes: readonly number[]): number => votes.reduce((sum, held) => sum + held, 0);

/** Raft: more than half of all who may vote. */
const survives = (votes: readonly number[]): boolean => votes.every(held => (total(votes) - held) * 2 > total(votes));

/** Every way to hand out so many votes to so many clusters. */
function handedOut(votes: number, clusters: number): readonly (readonly number[])[] {
  if (clusters === 0) return votes === 0 ? [[]] : [];
  return Array.from({ length: votes + 1 }, (_, first) => handedOut(votes - first, clusters - 1).map(rest => [first, ...rest])).flat();
}

const moves = (from: readonly number[], to: readonly number[]): number =>
  from.reduce((sum, held, at) => sum + Math.max(0, held - (to[at] ?? 0)), 0);

describe('the clusters that are fatal', () => {
  it('are those without which the others have no majority', () => {
    fc.assert(
      fc.property(counts, votes => {
        const truth = votes.flatMap((held, at) => ((total(votes) - held) * 2 > total(votes) ? [] : [`c${at}`]));
        expect(fatalClusters(named(votes))).toEqual(truth);
      }),
    );
  });
});

describe('a witness', () => {
  it('has the fewest votes with which any one cluster can be lost, the witness too', () => {
    fc.assert(
      fc.property(counts, votes => {
        const tried = Array.from({ length: 30 }, (_, less) => less + 1).find(more => survives([...votes, more]));
        expect(witnessVotes(named(votes))).toBe(survives(votes) ? undefined : tried);
      }),
    );
  });

  it.each<[readonly number[], number | undefined]>([
    [[2, 1], 2],
    [[1, 1], 1],
    [[2, 2], 1],
    [[3, 2], 2],
    [[3, 1, 1], 2],
    [[3], undefined],
    [[1, 1, 1], undefined],
  ])('beside the votes %j has %s', (votes, expected) => {
    expect(witnessVotes(named(votes))).toBe(expected);
  });
});

describe('moved votes', () => {
  it('survive the loss of any one cluster, after the fewest moves, wherever the same clusters can', () => {
    fc.assert(
      fc.property(counts, votes => {
        const possible = handedOut(total(votes), votes.length).filter(survives);
        const fewest = Math.min(...possible.map(other => moves(votes, other)));
        const moved = movedVotes(named(votes));
        expect(moved !== undefined).toBe(!survives(votes) && possible.length > 0);
        if (!moved) return;
        const after = [...moved.values()];
        expect([...moved.keys()]).toEqual([...named(votes).keys()]);
        expect(total(after)).toBe(total(votes));
        expect(survives(after)).toBe(true);
        expect(moves(votes, after)).toBe(fewest);
      }),
    );
  });

  it('of 3/1/1 are 2/2/1', () => {
    expect([...(movedVotes(named([3, 1, 1]))?.values() ?? [])]).toEqual([2, 2, 1]);
  });
});

describe('halves', () => {
  it('are the splits after which no side has a majority', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 9 }), votes => {
        let truth = 0;
        for (let bits = 1; bits < 2 ** votes.length - 1; bits += 1) {
          const side = total(votes.filter((_, at) => Math.floor(bits / 2 ** at) % 2 === 1));
          if (side * 2 <= total(votes) && (total(votes) - side) * 2 <= total(votes)) truth += 1;
        }
        const { count, side } = halves(named(votes));
        expect(count).toBe(truth / 2); // each is met from both of its sides
        expect(side === undefined).toBe(truth === 0);
        if (side) expect(total(side.map(name => named(votes).get(name) ?? Number.NaN)) * 2).toBe(total(votes));
      }),
    );
  });

  it('of a hundred clusters are found, and not counted', () => {
    const { count, side } = halves(named(Array.from({ length: 100 }, () => 1)));
    expect(count).toBeUndefined();
    expect(side).toHaveLength(50);
  });
});
