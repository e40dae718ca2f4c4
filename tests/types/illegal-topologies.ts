import { type Cluster, Seat, Standby, type Survive, Topology, Traffic } from '../../lib';

/** Compiled and never run: each line marked as an error must be one, and the line above it shows what is legal. */
export function illegalTopologies(here: Cluster, there: Cluster): void {
  const active = Seat.of(here, { voters: 3 });
  const seats = [active, Seat.of(there, { voters: 2 })];
  const traffic = Traffic.roundRobin();

  Seat.of(here, { voters: 1 });
  // @ts-expect-error a seat says how many vote: quorum depends on it
  Seat.of(here, {});
  // @ts-expect-error a seat says how many vote
  Seat.of(here);
  // @ts-expect-error a seat names a cluster, not its name
  Seat.of('frankfurt', { voters: 1 });
  // @ts-expect-error learners do not sit: they stand by
  Seat.of(here, { voters: 1, learners: 1 });
  // @ts-expect-error votes are fixed once declared
  active.voters = 5;

  Standby.learner(there, { learners: 1 });
  // @ts-expect-error a learner does not vote
  Standby.learner(there, { voters: 1 });
  // @ts-expect-error a learner does not vote, not beside learning either
  Standby.learner(there, { learners: 1, voters: 1 });
  // @ts-expect-error a witness votes
  Standby.witness(there, { learners: 1 });
  // @ts-expect-error a voting standby says how many vote
  Standby.voting(there, {});
  // @ts-expect-error a cold standby says how large its group will be
  Standby.cold(there);

  Topology.activeActive({ seats, traffic });
  // @ts-expect-error clients are shared out somehow
  Topology.activeActive({ seats });
  // @ts-expect-error somebody holds the votes
  Topology.activeActive({ traffic });
  // @ts-expect-error where all serve nobody stands by
  Topology.activeActive({ seats, traffic, standbys: [] });

  Topology.activeStandby({ active, standbys: [Standby.hot(there, { voters: 3 })] });
  // @ts-expect-error somebody serves
  Topology.activeStandby({ standbys: [] });
  // @ts-expect-error one cluster serves, not several
  Topology.activeStandby({ active: seats, standbys: [] });
  // @ts-expect-error where one serves there is nothing to share out
  Topology.activeStandby({ active, standbys: [], traffic });
  // @ts-expect-error a seat does not say in what way it stands by
  Topology.activeStandby({ active, standbys: [Seat.of(there, { voters: 1 })] });

  Traffic.weighted([[here, 50]]);
  // @ts-expect-error weights are given
  Traffic.weighted();
  // @ts-expect-error each cluster has a share
  Traffic.weighted([[here]]);
  // @ts-expect-error round robin has no shares
  Traffic.roundRobin([[here, 50]]);
  // @ts-expect-error a place is a continent, a country or the default
  Traffic.geo([[here, 'europe']]);
}

/** What each topology has is known only where its kind is known. */
export function votesOf(topology: Topology): number {
  // @ts-expect-error only an active-active topology has seats
  topology.seats;
  switch (topology.kind) {
    case 'active-active':
      return topology.seats.length;
    case 'active-standby':
      return topology.active.voters;
  }
}

/** No third promise can be invented: the plan could not be held against it. */
export const promises: readonly Survive[] = [
  { kind: 'any-one-member' },
  // @ts-expect-error two clusters never survive
  { kind: 'any-two-clusters' },
];
