import fc from 'fast-check';
import { cluster, fleetOf, must } from '../fixtures';
import { type Cluster, type Fleet, Seat, Standby, Topology, Traffic } from '../nouns';

/** Fleets of 1 to 6 clusters with any numbers, in any order. */
export const fleets: fc.Arbitrary<Fleet> = fc
  .record({
    indexes: fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 6 }),
    ordinalStride: fc.integer({ min: 4, max: 1000 }),
  })
  .map(({ indexes, ordinalStride }) =>
    fleetOf(
      indexes.map(index => cluster(index)),
      { ordinalStride },
    ),
  );

const count = fc.integer({ min: 1, max: 4 });

const standbys = (one: Cluster): fc.Arbitrary<Standby> =>
  fc.oneof(
    count.map(voters => Standby.voting(one, { voters })),
    count.map(voters => Standby.witness(one, { voters })),
    count.map(voters => Standby.hot(one, { voters })),
    count.map(voters => Standby.cold(one, { voters })),
    count.map(learners => Standby.learner(one, { learners })),
  );

const activeActive = (clusters: readonly Cluster[]): fc.Arbitrary<Topology> =>
  fc
    .tuple(...clusters.map(one => count.map(voters => Seat.of(one, { voters }))))
    .map(seats => Topology.activeActive({ seats, traffic: Traffic.roundRobin() }));

const activeStandby = ([first, ...others]: readonly Cluster[]): fc.Arbitrary<Topology> =>
  fc
    .record({ voters: count, waiting: fc.tuple(...others.map(standbys)) })
    .map(({ voters, waiting }) => Topology.activeStandby({ active: Seat.of(must(first), { voters }), standbys: waiting }));

/** Topologies of any kind over any of the clusters. */
export const topologies = (clusters: readonly Cluster[]): fc.Arbitrary<Topology> =>
  fc.shuffledSubarray([...clusters], { minLength: 1 }).chain(chosen => fc.oneof(activeActive(chosen), activeStandby(chosen)));

/** A fleet and topologies over it. */
export const fleetsWith = (systems: number): fc.Arbitrary<{ readonly fleet: Fleet; readonly topologies: readonly Topology[] }> =>
  fleets.chain(fleet =>
    fc.record({ fleet: fc.constant(fleet), topologies: fc.array(topologies(fleet.clusters), { minLength: systems, maxLength: systems }) }),
  );

/** What the topology itself says of each cluster: who replicates with whom, and who votes with how many. */
export const declared = (
  topology: Topology,
): readonly { readonly cluster: Cluster; readonly together: string; readonly votes: number; readonly learners: number }[] =>
  topology.kind === 'active-active'
    ? topology.seats.map(({ cluster: one, voters }) => ({ cluster: one, together: 'all', votes: voters, learners: 0 }))
    : [
        { cluster: topology.active.cluster, together: 'all', votes: topology.active.voters, learners: 0 },
        ...topology.standbys.map(standby => ({
          cluster: standby.cluster,
          together: standby.kind === 'hot' || standby.kind === 'cold' ? standby.cluster.name : 'all',
          votes: standby.kind === 'learner' ? 0 : standby.voters,
          learners: standby.kind === 'learner' ? standby.learners : 0,
        })),
      ];
