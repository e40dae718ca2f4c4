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

/** Now and then. */
const rarely = <Value>(value: fc.Arbitrary<Value>, one: number): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: one - 1 });

/** What happens beside the way of members: a cluster goes for ever, volumes grow or get another class, nodes are drained. */
const extras = (clusters: number, targets: number) =>
  fc.record({
    gone: rarely(fc.record({ cluster: fc.integer({ min: 0, max: clusters - 1 }), from: fc.integer({ min: 0, max: targets - 1 }) }), 4),
    fast: rarely(fc.record({ cluster: fc.integer({ min: 0, max: clusters - 1 }), last: fc.boolean() }), 6),
    grown: rarely(fc.constantFrom(4096, 8192), 8),
    drains: rarely(fc.integer({ min: 1, max: 2 }), 3),
  });
type Extras = ReturnType<typeof extras> extends fc.Arbitrary<infer Value> ? Value : never;

/** A target in which a cluster is gone for ever: whoever voted there votes elsewhere. */
function without(cluster: number, from: Want, want: Want): Want {
  const votes = want.votes.map((count, at) => (at === cluster ? 0 : count));
  const heir = from.votes.findIndex((count, at) => count > 0 && at !== cluster);
  const living = votes.some(count => count > 0) ? votes : votes.map((count, at) => (at === heir ? 1 : count));
  return {
    ...want,
    votes: living,
    learners: (want.learners ?? []).map((count, at) => (at === cluster || (living[at] ?? 0) > 0 ? 0 : count)),
    lost: [cluster],
  };
}

/** Whether a group has a quorum without a cluster, and what it goes for ever with is a part of it. */
function mayGo({ votes, learners = [] }: Want, cluster: number): boolean {
  const all = votes.reduce((sum, count) => sum + count, 0);
  const there = votes[cluster] ?? 0;
  return 2 * (all - there) > all && there + (learners[cluster] ?? 0) > 0;
}

function withExtras({ from, to, ...pair }: Pair, { gone, fast, grown, drains }: Extras): Pair {
  const living = to.map((want, at) => (gone && at >= gone.from && mayGo(from, gone.cluster) ? without(gone.cluster, from, want) : want));
  // The only voter of a group keeps its class.
  const isMany = [from, ...living].every(({ votes }) => votes.reduce((sum, count) => sum + count, 0) > 1);
  return {
    ...pair,
    from,
    to: living.map((want, at) => ({
      ...want,
      ...(grown === undefined ? {} : { mebibytes: grown }),
      ...(fast && isMany && (!fast.last || at === to.length - 1) ? { fast: [fast.cluster] } : {}),
    })),
    ...(drains === undefined ? {} : { drains }),
  };
}

/** A ledger at rest and targets for it: in half of all cases the last one is the way back. */
export const pairs = (targets: number): fc.Arbitrary<Pair> =>
  fc.integer({ min: 1, max: 4 }).chain(clusters =>
    fc
      .record({
        from: wants(clusters),
        to: fc.array(wants(clusters), { minLength: targets, maxLength: targets }),
        back: fc.boolean(),
        volume: fc.integer({ min: 1, max: 3 }),
        beside: extras(clusters, targets),
      })
      .map(({ from, to, back, volume, beside }) =>
        withExtras({ from, to: back && to.length > 1 ? [...to.slice(0, -1), from] : to, volume }, beside),
      ),
  );
