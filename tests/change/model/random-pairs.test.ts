import fc from 'fast-check';
import { seed } from '../../agreement/runs';
import { isFullRun } from '../../extent';
import { pairs } from './arbitrary-pair';
import { type Pair, planned } from './pair';
import { walk } from './walk';

/** How many ledgers and targets are tried, and how much happens to each before it is left in peace. */
const tried = isFullRun ? 5000 : 60;
const events = 120;

/** What a learner that stays does not let happen is told by `known-limits.test.ts`. */
const isBlocked = ({ from, to }: Pair): boolean => {
  const [first] = to;
  const stays = from.learners?.some((count, at) => count > 0 && first?.learners?.[at] === count) ?? false;
  return stays && planned({ from, to }).steps.some(({ kind }) => kind === 'add-voter');
};

/** Numbers from 0 to 1 that follow from a number (Mulberry32). */
const numbersFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

describe(`${tried} random ledgers and targets, up to seven voters in up to four clusters`, () => {
  it('reach what the program wants, with one loss after the other on the way', () => {
    fc.assert(
      fc.property(pairs(1), fc.integer(), (pair, way) => {
        fc.pre(!isBlocked(pair));
        const { world, wanted } = planned(pair);
        expect(walk(world({ losses: ['member', 'zone', 'cluster'] }), wanted, numbersFrom(way), events).fault).toBeUndefined();
      }),
      { numRuns: tried, seed },
    );
  });

  it('reach it where the program is changed under way', () => {
    fc.assert(
      fc.property(pairs(2), fc.integer(), (pair, way) => {
        fc.pre([pair.from, ...pair.to].every(({ learners }) => !learners?.some(count => count > 0)));
        const { world, wanted } = planned(pair);
        const laws = { losses: ['member', 'zone', 'cluster'], retargets: 2, images: 'left-out' } as const;
        expect(walk(world(laws), wanted, numbersFrom(way), events).fault).toBeUndefined();
      }),
      { numRuns: Math.ceil(tried / 5), seed: seed + 1 },
    );
  });

  it('get lost volumes replaced between steps', () => {
    fc.assert(
      fc.property(pairs(1), fc.integer(), (pair, way) => {
        fc.pre([pair.from, ...pair.to].every(({ learners }) => !learners?.some(count => count > 0)));
        const { world, wanted } = planned(pair);
        expect(walk(world({ losses: ['volume', 'member'], volumes: 2 }), wanted, numbersFrom(way), events).fault).toBeUndefined();
      }),
      { numRuns: Math.ceil(tried / 5), seed: seed + 2 },
    );
  });
});
