import type { Cluster } from '../../domain/cluster';
import type { Fleet } from '../../domain/fleet';
import type { GroupLedger, OperatingState } from '../../domain/operating-state';
import { groupName, poolName } from './object-names';
import type { RecordedMember, SeatAssignment } from './seat-assignment';

/**
 * The seats with the members that the ledger has: who is in a formed group is never what the program says, but what was done.
 *
 * A cluster that the topology has given up keeps its seat, without clients, until its last member has left the group; one that the
 * topology has taken in has a seat without members until the first one joins.
 */
export function recordedSeats(
  system: string,
  assignments: readonly SeatAssignment[],
  { groups }: OperatingState,
  { clusters }: Pick<Fleet, 'clusters'>,
): readonly SeatAssignment[] {
  if (!groups) return assignments;
  const kept = assignments.map(assignment => recordedSeat(system, assignment, groups));
  const own = groups[system];
  const left = own
    ? clusters
        .filter(({ name }) => !assignments.some(({ cluster }) => cluster.name === name))
        .flatMap(cluster => leavingSeat(system, cluster, membersIn(own, cluster.name)) ?? [])
    : [];
  return [...kept, ...left].sort((a, b) => a.cluster.index - b.cluster.index);
}

function recordedSeat(system: string, assignment: SeatAssignment, groups: Readonly<Record<string, GroupLedger>>): SeatAssignment {
  const { cluster, votes, ownGroup } = assignment;
  const stretched = groups[system];
  // What the cluster was before it has members for as long as any of them is left: then it becomes what the topology makes of it.
  const before = stretched ? membersIn(stretched, cluster.name) : [];
  const beforeVotes = before.some(({ name }) => !isLearner(system, name));
  if (before.length > 0 && (ownGroup || beforeVotes !== votes)) return leavingSeat(system, cluster, before) ?? assignment;
  const ledger = groups[groupName(system, assignment)];
  if (!ledger) return assignment;
  const recorded = membersIn(ledger, cluster.name).filter(({ role }) => role !== 'leaving');
  return { ...assignment, recorded, members: recorded.length };
}

/** A cluster whose members only leave: it votes or learns until they have, and serves nobody. */
function leavingSeat(system: string, cluster: Cluster, members: readonly RecordedMember[]): SeatAssignment | undefined {
  if (members.length === 0) return undefined;
  const votes = members.some(({ name }) => !isLearner(system, name));
  const recorded = members.filter(({ role }) => role !== 'leaving');
  return {
    cluster,
    role: votes ? 'witness' : 'learner',
    members: recorded.length,
    votes,
    ownGroup: false,
    replication: undefined,
    recorded,
  };
}

/** Whether a pod is one of the system's learners, by its name: who leaves is known by nothing else. */
export const isLearner = (system: string, pod: string): boolean => pod.startsWith(`${poolName(system, 'learner')}-`);

/** The members that a ledger has in a cluster, by ordinal. */
export const membersIn = ({ members }: GroupLedger, cluster: string): readonly RecordedMember[] =>
  Object.entries(members)
    .filter(([, member]) => member.cluster === cluster)
    .map(([name, member]) => ({ name, ...member }))
    .sort((a, b) => ordinalOf(a.name) - ordinalOf(b.name));

/** The members that a ledger has in a cluster, of its voters' StatefulSet or of its learners', by ordinal. */
export const poolIn = (group: GroupLedger, system: string, cluster: string, role: 'voter' | 'learner'): readonly RecordedMember[] =>
  membersIn(group, cluster).filter(({ name }) => isLearner(system, name) === (role === 'learner'));

/** The number that a pod's name ends with; NaN where it ends with none. */
export const ordinalOf = (pod: string): number => Number(/-(\d+)$/.exec(pod)?.[1]);

/** The image of a cluster's members. One that has none yet begins with that of the others: an upgrade is a step of its own. */
export const imageIn = ({ images }: Pick<GroupLedger, 'images'>, cluster: string, wanted: string): string =>
  images[cluster] ?? Object.values(images)[0] ?? wanted;

/** Whether steps have taken every member of the stretched group out of a cluster. */
export const haveLeft = ({ groups }: Pick<OperatingState, 'groups'>, system: string, cluster: string): boolean => {
  const stretched = groups?.[system];
  return stretched !== undefined && membersIn(stretched, cluster).length === 0;
};

/** The volume of a member that the ledger does not have yet: not one that an earlier member of the stretched group had. */
export const firstVolume = ({ groups }: Pick<OperatingState, 'groups'>, system: string, pod: string): number =>
  (groups?.[system]?.left?.[pod] ?? 0) + 1;
