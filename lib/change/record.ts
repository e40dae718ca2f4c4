import type { GroupLedger, LedgerMember, OperatingState } from '../domain/operating-state';
import { hasFormed } from '../plan/members/has-formed';
import { memberName } from '../plan/members/object-names';
import { firstVolume, haveLeft } from '../plan/members/recorded-seats';
import type { GroupTarget, SystemTarget } from './target';

/** The formed groups that the ledger does not have yet, with the members that the program gives them. */
export function recordedGroups(state: OperatingState, { system, groups }: SystemTarget): Readonly<Record<string, GroupLedger>> {
  const unrecorded = groups.filter(
    ({ name, clusters }) =>
      state.groups?.[name] === undefined &&
      hasFormed(state, system, name) &&
      // A cluster whose learners still leave the stretched group is named as formed for these.
      (name === system || clusters.every(({ cluster, voters }) => voters === 0 || !state.groups || haveLeft(state, system, cluster))),
  );
  return Object.fromEntries(unrecorded.map(group => [group.name, recorded(system, group, state)]));
}

function recorded(system: string, { clusters, image }: GroupTarget, state: OperatingState): GroupLedger {
  const { formed } = state;
  const members: Record<string, LedgerMember> = {};
  for (const { cluster, voters, learners, firstOrdinal } of clusters) {
    for (let at = 0; at < voters; at += 1) {
      const name = memberName(system, 'voter', firstOrdinal + at);
      members[name] = { cluster, role: 'voter', volume: firstVolume(state, system, name) };
    }
    // A learner that was not added to the group yet is not a member.
    for (let at = 0; at < (formed.includes(cluster) ? learners : 0); at += 1)
      members[memberName(system, 'learner', firstOrdinal + at)] = { cluster, role: 'learner', volume: 1 };
  }
  const present = new Set(Object.values(members).map(({ cluster }) => cluster));
  return { members, images: Object.fromEntries([...present].map(cluster => [cluster, image])), ...volumesOf(present, clusters) };
}

/** The volumes that members have until a step changes them: those that the program says. */
function volumesOf(present: ReadonlySet<string>, clusters: GroupTarget['clusters']): Pick<GroupLedger, 'volumes'> {
  const volumes = clusters.flatMap(({ cluster, volume }) => (volume && present.has(cluster) ? [[cluster, volume] as const] : []));
  return volumes.length > 0 ? { volumes: Object.fromEntries(volumes) } : {};
}

/** A group whose volumes nobody has recorded yet, with those that the program says: while they are not recorded, they cannot change. */
export const withVolumes = (group: GroupLedger, { clusters }: GroupTarget): GroupLedger =>
  group.volumes ? group : { ...group, ...volumesOf(new Set(Object.values(group.members).map(({ cluster }) => cluster)), clusters) };
