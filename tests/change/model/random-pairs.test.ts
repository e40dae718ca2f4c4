import fc from 'fast-check';
import { seed } from '../../agreement/runs';
import { isFullRun } from '../../extent';
import { pairs } from './arbitrary-pair';
import type { Laws } from './laws';
import { type Pair, planned } from './pair';
import { type Walk, walk } from './walk';

/** How many ledgers and targets are tried, and how much happens to each before it is left in peace. */
const tried = isFullRun ? 5000 : 12;
const events = 120;

/** Numbers from 0 to 1 that follow from a number (Mulberry32). */
const numbersFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

/** Kinds of events and of steps, and in how many walks of each so many they are met at least. */
const oneIn: Readonly<Record<string, number>> = {
  drain: 5,
  eviction: 12,
  gone: 16,
  'by-hand': 16,
  'step grow': 16,
  'step template': 16,
  'step give-up': 16,
  'step replace': 16,
};
const met = new Map<string, number>();

/** One way through a pair. */
function walked(pair: Pair, laws: Partial<Laws>, way: number): Walk {
  const { world, wanted } = planned(pair);
  const one = walk(world(laws), wanted, numbersFrom(way), events);
  for (const kind of one.met) met.set(kind, (met.get(kind) ?? 0) + 1);
  return one;
}

describe(`${tried} random ledgers and targets, up to seven voters in up to four clusters`, () => {
  it('reach what the program wants, with one loss after the other on the way', () => {
    fc.assert(
      fc.property(pairs(1), fc.integer(), (pair, way) => {
        expect(walked(pair, { losses: ['member', 'zone', 'cluster'] }, way).fault).toBeUndefined();
      }),
      { numRuns: tried, seed },
    );
  });

  it('reach it where the program is changed, and steps are taken back, under way', () => {
    fc.assert(
      fc.property(pairs(2), fc.integer(), (pair, way) => {
        expect(walked(pair, { losses: ['member', 'zone', 'cluster'], retargets: 2, undos: 2 }, way).fault).toBeUndefined();
      }),
      { numRuns: Math.ceil(tried / 5), seed: seed + 1 },
    );
  });

  it('get lost volumes replaced, whenever they are lost', () => {
    fc.assert(
      fc.property(pairs(1), fc.integer(), (pair, way) => {
        const laws = { losses: ['volume', 'member'], volumes: 2, volumesLostIn: 'change', hooks: 'given-up' } as const;
        expect(walked(pair, laws, way).fault).toBeUndefined();
      }),
      { numRuns: Math.ceil(tried / 5), seed: seed + 2 },
    );
  });

  it.each(Object.entries(oneIn))('meet "%s" at least once in %i ways', (kind, one) => {
    expect(met.get(kind) ?? 0).toBeGreaterThanOrEqual(Math.floor(tried / one));
  });
});
