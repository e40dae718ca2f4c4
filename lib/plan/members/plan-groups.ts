import type { Fleet } from '../../domain/fleet';
import type { GroupLedger, OperatingState } from '../../domain/operating-state';
import type { RaftSystem } from '../../domain/raft-system';
import type { GroupPlan, Member } from '../model/system-plan';
import { firstOrdinal, memberDomain, memberName } from './object-names';
import { quorum, tolerated, votesOfMembers } from './quorum';
import { listensWithTls } from './recorded-tls';
import { roundTripLookup } from './round-trip-lookup';
import { type SeatAssignment, seatsByGroup } from './seat-assignment';
import { longestRoundTrip, planTiming } from './timing';

/** A group with its seats. */
export interface SeatedGroup {
  readonly plan: GroupPlan;
  readonly seats: readonly SeatAssignment[];
}

/**
 * The groups of a topology: the one that is stretched, and one for each seat with a group of its own.
 *
 * @param assignments Seats with the members that the ledger has
 * @param declared Seats as the topology has them
 */
export function planGroups(
  name: string,
  assignments: readonly SeatAssignment[],
  declared: readonly SeatAssignment[],
  system: RaftSystem,
  fleet: Fleet,
  { groups = {} }: Pick<OperatingState, 'groups'>,
): readonly SeatedGroup[] {
  const wanted = seatsByGroup(name, declared);
  return [...seatsByGroup(name, assignments)].map(([group, seats]) => ({
    plan: planGroup(group, name, seats, votesOfSeats(wanted.get(group) ?? []), system, fleet, groups[group]),
    seats,
  }));
}

/** The votes that the topology gives to seats, by cluster. */
const votesOfSeats = (seats: readonly SeatAssignment[]): GroupPlan['declaredVotes'] =>
  new Map(seats.filter(({ votes, members }) => votes && members > 0).map(({ cluster, members }) => [cluster.name, members]));

function planGroup(
  name: string,
  system: string,
  seats: readonly SeatAssignment[],
  wanted: GroupPlan['declaredVotes'],
  { engine, peerTls }: RaftSystem,
  fleet: Fleet,
  ledger: GroupLedger | undefined,
): GroupPlan {
  const members = seats.flatMap(seat => {
    const tls = listensWithTls(ledger, seat.cluster.name, { engine, peerTls });
    return planMembers(system, seat, fleet).map(member => (tls ? { ...member, tls } : member));
  });
  const voters = members.filter(({ role }) => role === 'voter');
  const clusters = seats.map(({ cluster }) => cluster.name);
  const roundTripMillis = longestRoundTrip(clusters, roundTripLookup(fleet.roundTrips));
  const [first] = seats;
  return {
    name,
    // None of these names contains a dot, so no two groups have the same token.
    token: [fleet.name, system, ...(first?.ownGroup ? [first.cluster.name] : [])].join('.'),
    voters,
    learners: members.filter(({ role }) => role === 'learner'),
    joining: members.filter(({ role }) => role === 'joining'),
    votes: votesOfMembers(voters),
    declaredVotes: wanted,
    quorum: quorum(voters.length),
    tolerated: tolerated(voters.length),
    timing: planTiming(engine, roundTripMillis),
    roundTripMillis,
  };
}

function planMembers(system: string, { cluster, members, votes, recorded }: SeatAssignment, fleet: Fleet): readonly Member[] {
  const role = votes ? 'voter' : 'learner';
  const domain = memberDomain(cluster.name, system, fleet.dns.zone);
  if (recorded) {
    const here = (name: string, role: Member['role']): Member => ({ name, host: `${name}.${domain}`, cluster: cluster.name, role });
    return recorded.flatMap(({ name, role }) =>
      role === 'lost' || role === 'leaving' ? [] : [here(name, role === 'joining-learner' ? 'learner' : role)],
    );
  }
  const start = firstOrdinal(cluster, fleet.ordinalStride);
  return Array.from({ length: members }, (_, position) => {
    const name = memberName(system, role, start + position);
    return { name, host: `${name}.${domain}`, cluster: cluster.name, role };
  });
}
