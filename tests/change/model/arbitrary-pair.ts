import fc from 'fast-check';
import type { Pair, Want } from './pair';

/** An image that was, and the one after it. */
const images = ['etcd:v3.6.5', 'etcd:v3.6.6'] as const;

/** The first goes with the second, and with the third one not. */
const timings = [
  { heartbeatMillis: 100, electionMillis: 1000 },
  { heartbeatMillis: 150, electionMillis: 1500 },
  { heartbeatMillis: 400, electionMillis: 4000 },
] as const;

/** Votes over these clusters: one to seven in all. */
const votes = (clusters: number): fc.Arbitrary<readonly number[]> =>
  fc
    .array(fc.integer({ min: 0, max: clusters === 1 ? 7 : 4 }), { minLength: clusters, maxLength: clusters })
    .filter(counts => counts.some(count => count > 0) && counts.reduce((sum, count) => sum + count, 0) <= 7);

/** What a program may want: now and then learners where nobody votes. */
const wants = (clusters: number): fc.Arbitrary<Want> =>
  fc
    .record({
      votes: votes(clusters),
      learning: fc.integer({ min: 0, max: clusters }),
      image: fc.constantFrom(...images),
      cpu: fc.constantFrom('500m', '750m'),
      timing: fc.constantFrom(...timings),
      survive: fc.constantFrom('any-one-cluster' as const, 'any-one-member' as const),
    })
    .map(({ votes: counts, learning, image, cpu, timing, survive }) => ({
      votes: counts,
      learners: counts.map((count, at) => (count === 0 && at === learning ? 1 : 0)),
      image,
      cpu,
      timing,
      survive,
    }));

/** A ledger at rest and targets for it: in half of all cases the last one is the way back. */
export const pairs = (targets: number): fc.Arbitrary<Pair> =>
  fc.integer({ min: 1, max: 4 }).chain(clusters =>
    fc
      .record({
        from: wants(clusters),
        to: fc.array(wants(clusters), { minLength: targets, maxLength: targets }),
        back: fc.boolean(),
        volume: fc.integer({ min: 1, max: 3 }),
      })
      .map(({ from, to, back, volume }): Pair => ({ from, to: back && to.length > 1 ? [...to.slice(0, -1), from] : to, volume })),
  );
