import type { Fleet } from '../../domain/fleet';
import type { RaftSystem } from '../../domain/raft-system';
import type { GroupPlan, Member } from '../model/system-plan';
import { firstOrdinal, memberDomain, poolName } from './object-names';
import { quorum, tolerated } from './quorum';
import { roundTripLookup } from './round-trip-lookup';
import type { SeatAssignment } from './seat-assignment';
import { longestRoundTrip, planTiming } from './timing';

/** A group with its seats. */
export interface SeatedGroup {
  readonly plan: GroupPlan;
  readonly seats: readonly SeatAssignment[];
}

/** The groups of a topology: the group that is stretched over clusters, and one for each seat with a group of its own. */
export function planGroups(name: string, assignments: readonly SeatAssignment[], system: RaftSystem, fleet: Fleet): readonly SeatedGroup[] {
  const groups = new Map<string, SeatAssignment[]>();
  for (const assignment of assignments) {
    const group = assignment.ownGroup ? `${name}-${assignment.cluster.name}` : name;
    const seats = groups.get(group);
    if (seats) seats.push(assignment);
    else groups.set(group, [assignment]);
  }
  return [...groups].map(([group, seats]) => ({ plan: planGroup(group, name, seats, system, fleet), seats }));
}

function planGroup(name: string, system: string, seats: readonly SeatAssignment[], { engine }: RaftSystem, fleet: Fleet): GroupPlan {
  const members = seats.flatMap(seat => planMembers(system, seat, fleet));
  const voters = members.filter(({ role }) => role === 'voter');
  const votes = new Map<string, number>();
  for (const { cluster } of voters) votes.set(cluster, (votes.get(cluster) ?? 0) + 1);
  const clusters = seats.map(({ cluster }) => cluster.name);
  const roundTripMillis = longestRoundTrip(clusters, roundTripLookup(fleet.roundTrips));
  const [first] = seats;
  return {
    name,
    // None of these names contains a dot, so no two groups have the same token.
    token: [fleet.name, system, ...(first?.ownGroup ? [first.cluster.name] : [])].join('.'),
    voters,
    learners: members.filter(({ role }) => role === 'learner'),
    votes,
    quorum: quorum(voters.length),
    tolerated: tolerated(voters.length),
    timing: planTiming(engine, roundTripMillis),
    roundTripMillis,
  };
}

function planMembers(system: string, { cluster, members, votes }: SeatAssignment, fleet: Fleet): readonly Member[] {
  const role = votes ? 'voter' : 'learner';
  const domain = memberDomain(cluster.name, system, fleet.dns.zone);
  const start = firstOrdinal(cluster, fleet.ordinalStride);
  return Array.from({ length: members }, (_, position) => {
    const name = `${poolName(system, role)}-${start + position}`;
    return { name, host: `${name}.${domain}`, cluster: cluster.name, role };
  });
}
