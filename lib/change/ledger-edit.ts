import type { GroupLedger, LedgerMember, OperatingState } from '../domain/operating-state';
import { type Votes, votesOfMembers } from '../plan/members/quorum';
import { ordinalOf } from '../plan/members/recorded-seats';
import type { RecordedMember } from '../plan/members/seat-assignment';

/** The ledger with one of its groups changed. */
export const withGroup = (state: OperatingState, name: string, group: GroupLedger): OperatingState => ({
  ...state,
  groups: { ...state.groups, [name]: group },
});

/** A group with a member put in its place. Members are in the order of their ordinals, which is that of their clusters. */
export function withMember(group: GroupLedger, name: string, member: LedgerMember): GroupLedger {
  const members = Object.entries({ ...group.members, [name]: member }).sort(([a], [b]) => ordinalOf(a) - ordinalOf(b) || (a < b ? -1 : 1));
  return { ...group, members: Object.fromEntries(members) };
}

/** A group after what was begun has been done: who joins votes, who leaves is gone, and its volume is remembered. */
export function settledGroup(group: GroupLedger): GroupLedger {
  const left: Record<string, number> = { ...group.left };
  const members: Record<string, LedgerMember> = {};
  for (const [name, member] of Object.entries(group.members)) {
    if (member.role === 'leaving') left[name] = member.volume;
    else members[name] = member.role === 'joining' ? { ...member, role: 'voter' } : member;
  }
  const clusters = new Set(Object.values(members).map(({ cluster }) => cluster));
  return {
    members,
    ...(Object.keys(left).length > 0 ? { left } : {}),
    images: Object.fromEntries(Object.entries(group.images).filter(([cluster]) => clusters.has(cluster))),
    ...(group.volumes ? { volumes: Object.fromEntries(Object.entries(group.volumes).filter(([cluster]) => clusters.has(cluster))) } : {}),
  };
}

/** Whether a member votes or learns, and nothing is being done with it. */
export const isAtRest = ({ role }: LedgerMember): boolean => role === 'voter' || role === 'learner';

/** The members that come, go or are replaced now: one at most, unless somebody edited the ledger. */
export const membersInChange = (group: GroupLedger): readonly RecordedMember[] =>
  Object.entries(group.members).flatMap(([name, member]) => (isAtRest(member) ? [] : [{ name, ...member }]));

/** The member that comes, goes or is replaced now; undefined where the group is at rest. */
export const memberInChange = (group: GroupLedger): RecordedMember | undefined => membersInChange(group)[0];

/** The votes that a group has for certain: without who joins, is lost or leaves. */
export const votesOf = (group: GroupLedger): Votes => votesOfMembers(Object.values(group.members));
