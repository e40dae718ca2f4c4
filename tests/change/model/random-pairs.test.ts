import fc from 'fast-check';
import { seed } from '../../agreement/runs';
import { isFullRun } from '../../extent';
import { pairs } from './arbitrary-pair';
import { planned } from './pair';
import { walk } from './walk';

/** How many ledgers and targets are tried, and how much happens to each before it is left in peace. */
const tried = isFullRun ? 5000 : 25;
const events = 120;

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
        const { world, wanted } = planned(pair);
        expect(walk(world({ losses: ['member', 'zone', 'cluster'] }), wanted, numbersFrom(way), events).fault).toBeUndefined();
      }),
      { numRuns: tried, seed },
    );
  });

  it('reach it where the program is changed, and steps are taken back, under way', () => {
    fc.assert(
      fc.property(pairs(2), fc.integer(), (pair, way) => {
        const { world, wanted } = planned(pair);
        const laws = { losses: ['member', 'zone', 'cluster'], retargets: 2, undos: 2 } as const;
        expect(walk(world(laws), wanted, numbersFrom(way), events).fault).toBeUndefined();
      }),
      { numRuns: Math.ceil(tried / 5), seed: seed + 1 },
    );
  });

  it('get lost volumes replaced, whenever they are lost', () => {
    fc.assert(
      fc.property(pairs(1), fc.integer(), (pair, way) => {
        const { world, wanted } = planned(pair);
        expect(
          walk(
            world({ losses: ['volume', 'member'], volumes: 2, volumesLostIn: 'change', hooks: 'given-up' }),
            wanted,
            numbersFrom(way),
            events,
          ).fault,
        ).toBeUndefined();
      }),
      { numRuns: Math.ceil(tried / 5), seed: seed + 2 },
    );
  });
});
