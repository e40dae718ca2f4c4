import fc from 'fast-check';
import type { SeatDraft, StandbyDraft, TopologyDraft, TrafficDraft } from './draft';
import { given } from './given';

/** What a topology is mostly made of. */
export type Shape = 'single' | 'stretched' | 'voting' | 'learner' | 'hot' | 'cold' | 'mixed';

/** Shapes that fit on so many clusters. */
export const shapes = (clusters: number): fc.Arbitrary<Shape> => {
  if (clusters === 1) return fc.constant('single');
  if (clusters === 2) return fc.constantFrom<Shape>('single', 'learner', 'hot', 'hot', 'cold', 'cold', 'stretched');
  return fc.constantFrom<Shape>('single', 'stretched', 'stretched', 'stretched', 'voting', 'voting', 'learner', 'hot', 'cold', 'mixed');
};

const members = fc.constantFrom(3, 3, 3, 3, 5, 5, 9);

/** Votes over clusters: an odd sum, and no majority in one. */
const votes = (clusters: readonly string[]): fc.Arbitrary<readonly SeatDraft[]> =>
  fc.constantFrom(1, 1, 2).map(most => {
    const even = clusters.map(cluster => ({ cluster, members: most }));
    const sum = most * clusters.length;
    return sum % 2 === 1 ? even : even.map((seat, position) => (position === 0 ? { ...seat, members: most === 1 ? 2 : 1 } : seat));
  });

/** A topology of a shape over the first of these clusters, or all of them. */
export function topologyOf(shape: Shape, clusters: readonly string[]): fc.Arbitrary<TopologyDraft> {
  const [first = '', second = '', ...others] = clusters;
  const own = (kind: 'hot' | 'cold', cluster: string): fc.Arbitrary<StandbyDraft> =>
    fc.record({ count: members, behind: given(fc.constantFrom(1, 5, 60), 1) }).map(({ count, behind }) => ({
      kind,
      cluster,
      members: count,
      ...(behind === undefined ? {} : { behind }),
    }));
  const standby = (active: SeatDraft, standbys: readonly StandbyDraft[]): TopologyDraft => ({ kind: 'active-standby', active, standbys });
  const alone = (standbys: fc.Arbitrary<readonly StandbyDraft[]>): fc.Arbitrary<TopologyDraft> =>
    fc.tuple(members, standbys).map(([count, all]) => standby({ cluster: first, members: count }, all));
  switch (shape) {
    case 'single':
      return members.chain(count => activeActive([{ cluster: first, members: count }]));
    case 'stretched':
      return fc
        .integer({ min: Math.min(3, clusters.length), max: clusters.length })
        .chain(count => votes(clusters.slice(0, count)))
        .chain(activeActive);
    case 'voting':
      return fc
        .tuple(votes(clusters.slice(0, 3)), fc.boolean(), fc.constantFrom('witness' as const, 'witness' as const, 'voting' as const))
        .map(([[active, ...rest], waits, last]) =>
          standby(
            active as SeatDraft,
            rest.map((seat, position) => ({
              ...seat,
              kind: position === rest.length - 1 ? last : waits || position === 0 ? 'voting' : 'witness',
            })),
          ),
        );
    case 'learner':
      return fc
        .tuple(fc.constantFrom(1, 1, 1, 2), fc.boolean())
        .chain(([count, more]) =>
          alone(
            more && others.length > 0
              ? own('cold', others[0] ?? '').map(cold => [learner(second, count), cold])
              : fc.constant([learner(second, count)]),
          ),
        );
    case 'hot':
      return alone(
        fc
          .tuple(own('hot', second), fc.boolean(), own('cold', others[0] ?? second))
          .map(([hot, more, cold]) => (more && others.length > 0 ? [hot, cold] : [hot])),
      );
    case 'cold':
      return alone(own('cold', second).map(cold => [cold]));
    case 'mixed': {
      const group = votes(clusters.slice(0, clusters.length > 3 ? 3 : 1).map(String));
      const left = clusters.slice(clusters.length > 3 ? 3 : 1);
      return fc
        .tuple(
          group,
          fc.tuple(...left.map(cluster => fc.constantFrom('hot' as const, 'cold' as const).chain(kind => own(kind, cluster)))),
          members,
        )
        .map(([[active, ...rest], waiting, count]) =>
          standby(rest.length === 0 ? { cluster: first, members: count } : (active as SeatDraft), [
            ...rest.map((seat, position): StandbyDraft => ({ ...seat, kind: position === 0 ? 'voting' : 'witness' })),
            ...waiting,
          ]),
        );
    }
  }
}

const learner = (cluster: string, count: number): StandbyDraft => ({ kind: 'learner', cluster, members: count });

const activeActive = (seats: readonly SeatDraft[]): fc.Arbitrary<TopologyDraft> =>
  traffics(seats.map(({ cluster }) => cluster)).map(traffic => ({ kind: 'active-active', seats, traffic }));

const traffics = (clusters: readonly string[]): fc.Arbitrary<TrafficDraft> => {
  const numbers = (min: number, max: number): fc.Arbitrary<readonly (readonly [string, number])[]> =>
    fc.tuple(...clusters.map(cluster => fc.integer({ min, max }).map(value => [cluster, value] as const)));
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant<TrafficDraft>({ kind: 'round-robin' }) },
    // Only one provider can do this, and geo: most fleets that ask for one of them are mended to something else.
    { weight: 3, arbitrary: fc.constant<TrafficDraft>({ kind: 'latency' }) },
    {
      weight: 3,
      arbitrary: fc.shuffledSubarray([...clusters], { minLength: 1 }).map((order): TrafficDraft => ({ kind: 'ordered', order })),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(numbers(0, 255), fc.boolean())
        .map(([values, all]): TrafficDraft => ({ kind: 'weighted', values: all ? values : values.slice(0, 2) })),
    },
    {
      weight: 2,
      arbitrary: numbers(0, 3).map(
        (values): TrafficDraft => ({ kind: 'proximity', values: values.map(([name, bias]) => [name, bias === 3 ? -20 : 0]) }),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.constant<TrafficDraft>({
        kind: 'geo',
        locations: clusters.map((cluster, position) => [
          cluster,
          position === 0
            ? { kind: 'default' }
            : position === 1
              ? { kind: 'continent', code: 'AS' }
              : { kind: 'country', code: ['DE', 'FR', 'IT', 'PL', 'AT'][position] ?? 'ES' },
        ]),
      }),
    },
  );
};
