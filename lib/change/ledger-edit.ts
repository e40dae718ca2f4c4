import type { CertificateLedger, GroupLedger, LedgerMember, OperatingState, TemplateLedger } from '../domain/operating-state';
import { type Votes, votesOfMembers } from '../plan/members/quorum';
import { ordinalOf } from '../plan/members/recorded-seats';
import { tlsOf } from '../plan/members/recorded-tls';
import type { RecordedMember } from '../plan/members/seat-assignment';

/** The ledger with one of its groups changed. */
export const withGroup = (state: OperatingState, name: string, group: GroupLedger): OperatingState => ({
  ...state,
  groups: { ...state.groups, [name]: group },
});

/** A group with one member set. Members are in the order of their ordinals, which is the order of their clusters. */
export function withMember(group: GroupLedger, name: string, member: LedgerMember): GroupLedger {
  const members = Object.entries({ ...group.members, [name]: member }).sort(([a], [b]) => ordinalOf(a) - ordinalOf(b) || (a < b ? -1 : 1));
  return { ...group, members: Object.fromEntries(members) };
}

/** A group once its change is done: a joining member votes, a leaving member is gone, and the number of its volume is kept. */
export function settledGroup(group: GroupLedger): GroupLedger {
  const left: Record<string, number> = { ...group.left };
  const members: Record<string, LedgerMember> = {};
  for (const [name, member] of Object.entries(group.members)) {
    if (member.role === 'leaving') left[name] = member.volume;
    else if (member.role === 'joining') members[name] = { ...member, role: 'voter' };
    else members[name] = member.role === 'joining-learner' ? { ...member, role: 'learner' } : member;
  }
  const clusters = new Set(Object.values(members).map(({ cluster }) => cluster));
  const present = <Value>(by: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(by).filter(([cluster]) => clusters.has(cluster)));
  const stopped = (group.stopped ?? []).filter(cluster => clusters.has(cluster));
  return {
    members,
    ...(Object.keys(left).length > 0 ? { left } : {}),
    images: present(group.images),
    // Claims stay where members were, and who comes again gets them.
    ...(group.volumes ? { volumes: group.volumes } : {}),
    ...(stopped.length > 0 ? { stopped } : {}),
    ...(group.templates ? { templates: present(group.templates) } : {}),
    ...usedCertificates(group.certificates, Object.values(present(group.templates ?? {}))),
  };
}

/** The certificates of a group, with the authorities that any member still trusts; none once no member has one. */
function usedCertificates(
  certificates: CertificateLedger | undefined,
  templates: readonly TemplateLedger[],
): Pick<GroupLedger, 'certificates'> {
  if (!certificates || templates.every(template => tlsOf(template).peerTls === 'off')) return {};
  const used = new Set(templates.flatMap(template => template.authorities ?? []));
  const kept = Object.entries(certificates.authorities ?? {}).filter(([fingerprint]) => used.has(fingerprint));
  const { issuer, issuerKind } = certificates;
  return { certificates: { issuer, issuerKind, ...(kept.length > 0 ? { authorities: Object.fromEntries(kept) } : {}) } };
}

/** A ledger without what is thawed: who was not restarted yet stays as it is, and is restarted by another step. */
export function frozenState(state: OperatingState): OperatingState {
  const { thawed } = state;
  const groups = Object.entries(state.groups ?? {}).map(([name, group]) => {
    const here = thawed.filter(cluster => group.images[cluster] !== undefined);
    return [name, here.length > 0 ? { ...group, stopped: [...new Set([...(group.stopped ?? []), ...here])].sort() } : group] as const;
  });
  return { ...state, thawed: [], ...(state.groups ? { groups: Object.fromEntries(groups) } : {}) };
}

/** A group whose cluster is upgraded now. */
export function upgradedGroup(group: GroupLedger, cluster: string, image: string): GroupLedger {
  const { stopped = [], ...rest } = group;
  const others = stopped.filter(other => other !== cluster);
  return { ...rest, images: { ...group.images, [cluster]: image }, ...(others.length > 0 ? { stopped: others } : {}) };
}

/** Whether a member is a voter or a learner, and no change of it is under way. */
export const isAtRest = ({ role }: LedgerMember): boolean => role === 'voter' || role === 'learner';

/** The members that are joining, leaving or lost: at most one, unless somebody edited the ledger. */
export const membersInChange = (group: GroupLedger): readonly RecordedMember[] =>
  Object.entries(group.members).flatMap(([name, member]) => (isAtRest(member) ? [] : [{ name, ...member }]));

/** The member that is joining, leaving or lost; undefined where there is none. */
export const memberInChange = (group: GroupLedger): RecordedMember | undefined => membersInChange(group)[0];

/** The votes that a group has for certain: members that are joining, leaving or lost do not count. */
export const votesOf = (group: GroupLedger): Votes => votesOfMembers(Object.values(group.members));
