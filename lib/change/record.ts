import type { GroupLedger, LedgerMember, OperatingState } from '../domain/operating-state';
import { hasFormed } from '../plan/members/has-formed';
import { memberName } from '../plan/members/object-names';
import { firstVolume, haveLeft } from '../plan/members/recorded-seats';
import { tlsOf } from '../plan/members/recorded-tls';
import { recordedTemplate } from './roll-out';
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

/** The groups of which the ledger does not have yet which template the members of each cluster run: those that are rendered now. */
export function recordedTemplates({ groups = {} }: OperatingState, target: SystemTarget): Readonly<Record<string, GroupLedger>> {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, group]) => {
      const wanted = target.groups.find(other => other.name === name);
      const complete = wanted ? withTemplates(group, wanted) : group;
      return complete === group ? [] : [[name, complete] as const];
    }),
  );
}

/** A group with the templates that are rendered, where it has none. */
function withTemplates(group: GroupLedger, wanted: GroupTarget): GroupLedger {
  const present = new Set(Object.values(group.members).map(({ cluster }) => cluster));
  const missing = wanted.clusters.flatMap(here => {
    if (!present.has(here.cluster) || group.templates?.[here.cluster]) return [];
    const template = recordedTemplate(group, here, wanted);
    return template ? [[here.cluster, template] as const] : [];
  });
  if (missing.length === 0) return group;
  const templates = { ...group.templates, ...Object.fromEntries(missing) };
  const hasTls = Object.values(templates).some(template => tlsOf(template).peerTls !== 'off');
  const certificates = hasTls ? (group.certificates ?? wanted.tls?.certificates) : undefined;
  return { ...group, templates, ...(certificates ? { certificates } : {}) };
}

function recorded(system: string, target: GroupTarget, state: OperatingState): GroupLedger {
  const { clusters, image } = target;
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
  const images = Object.fromEntries([...present].map(cluster => [cluster, image]));
  return withTemplates({ members, images, ...volumesOf(present, clusters) }, target);
}

/** The volumes that members have until a step changes them: those that the program says. */
function volumesOf(present: ReadonlySet<string>, clusters: GroupTarget['clusters']): Pick<GroupLedger, 'volumes'> {
  const volumes = clusters.flatMap(({ cluster, volume }) => (volume && present.has(cluster) ? [[cluster, volume] as const] : []));
  return volumes.length > 0 ? { volumes: Object.fromEntries(volumes) } : {};
}

/** A group whose volumes nobody has recorded yet, with those that the program says: while they are not recorded, they cannot change. */
export const withVolumes = (group: GroupLedger, { clusters }: GroupTarget): GroupLedger =>
  group.volumes ? group : { ...group, ...volumesOf(new Set(Object.values(group.members).map(({ cluster }) => cluster)), clusters) };
