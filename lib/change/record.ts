import type { GroupLedger, LedgerMember, OperatingState } from '../domain/operating-state';
import { hasFormed } from '../plan/members/has-formed';
import { memberName } from '../plan/members/object-names';
import type { GroupTarget, SystemTarget } from './target';

/** The formed groups that the ledger does not have yet, with the members that the program gives them. */
export function recordedGroups(state: OperatingState, { system, groups }: SystemTarget): Readonly<Record<string, GroupLedger>> {
  const unrecorded = groups.filter(({ name }) => state.groups?.[name] === undefined && hasFormed(state, system, name));
  return Object.fromEntries(unrecorded.map(group => [group.name, recorded(system, group, state)]));
}

function recorded(system: string, { clusters, image }: GroupTarget, { formed }: OperatingState): GroupLedger {
  const members: Record<string, LedgerMember> = {};
  for (const { cluster, voters, learners, firstOrdinal } of clusters) {
    for (let at = 0; at < voters; at += 1) members[memberName(system, 'voter', firstOrdinal + at)] = { cluster, role: 'voter', volume: 1 };
    // A learner that was not added to the group yet is not a member.
    for (let at = 0; at < (formed.includes(cluster) ? learners : 0); at += 1)
      members[memberName(system, 'learner', firstOrdinal + at)] = { cluster, role: 'learner', volume: 1 };
  }
  const present = new Set(Object.values(members).map(({ cluster }) => cluster));
  return { members, images: Object.fromEntries([...present].map(cluster => [cluster, image])) };
}
