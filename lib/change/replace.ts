import type { LedgerMember, OperatingState } from '../domain/operating-state';
import { quorum, voteCount } from '../plan/members/quorum';
import { isLearner } from '../plan/members/recorded-seats';
import type { RecordedMember } from '../plan/members/seat-assignment';
import type { MemberList } from './gate';
import { frozenState, membersInChange, votesOf, withGroup, withMember } from './ledger-edit';
import { settledState } from './plan-steps';
import { undoStep } from './undo';

/** The ledger with a member marked as lost; the one that must come first; or why the member cannot be given up now. */
export type Replacement =
  | { readonly kind: 'possible'; readonly group: string; readonly cluster: string; readonly ledger: OperatingState }
  | { readonly kind: 'first'; readonly does: string; readonly ledger: OperatingState }
  | { readonly kind: 'impossible'; readonly why: string };

/**
 * Gives up a member whose volume is lost: the group removes it, and the next step adds it again on a new volume.
 *
 * A step that runs may never end without that member, and the step after it would wait for ever. So it is given up beside it, and what
 * the step began is confirmed or taken back, as the group itself says how far that is: a group changes one member at a time.
 *
 * @param listed By group, the members that it lists; needed only while another member joins or leaves
 * @param maxLearners The most learners that the engine lets a group have: who was lost comes back as one
 */
export function replaceMember(
  state: OperatingState,
  pod: string,
  listed: ReadonlyMap<string, MemberList> = new Map(),
  maxLearners = Number.POSITIVE_INFINITY,
): Replacement {
  const groups = Object.entries(state.groups ?? {});
  if (groups.length === 0) return impossible("the ledger names no members yet: run 'georaft step' first to record them");
  const name = groups.find(([, { members }]) => Object.hasOwn(members, pod))?.[0];
  const known = groups.flatMap(([, { members }]) => Object.keys(members));
  if (name === undefined) return impossible(`the ledger has no member '${pod}'; it has ${known.join(', ')}`);
  const [other] = othersInChange(state, pod);
  const rest = other ? endOf(state, other, listed.get(other.group)) : state;
  if ('kind' in rest) return rest;
  const group = rest.groups?.[name] ?? { members: {}, images: {} };
  const member = group.members[pod];
  if (member?.role !== 'voter' && member?.role !== 'joining') return impossible(`${pod} ${whyNot(member)}`);
  // One that joins may have been promoted by now.
  const votes = voteCount(votesOf(group)) + (member.role === 'joining' ? 1 : 0);
  if (votes - 1 < quorum(votes))
    return impossible(
      `without ${pod}, group ${name} has ${votes - 1} of the ${quorum(votes)} votes that it needs: restore the group from a backup`,
    );
  const frozen = frozenState(rest);
  const learners = Object.entries(group.members).filter(([, { role }]) => role === 'learner');
  const [learner] = learners.slice(Math.max(maxLearners - 1, 0)).slice(-1);
  if (learner && member.role === 'voter') {
    const [other, { cluster, volume }] = learner;
    const ledger = withGroup(frozen, name, withMember(frozen.groups?.[name] ?? group, other, { cluster, role: 'leaving', volume }));
    return { kind: 'first', does: `remove ${other} in ${cluster} from the group, since ${pod} comes back as a learner`, ledger };
  }
  const ledger = withGroup(frozen, name, withMember(frozen.groups?.[name] ?? group, pod, { ...member, role: 'lost' }));
  return { kind: 'possible', group: name, cluster: member.cluster, ledger };
}

/** The members that join, leave or are lost beside this one. */
export const othersInChange = ({ groups = {} }: OperatingState, pod: string): readonly (RecordedMember & { readonly group: string })[] =>
  Object.entries(groups).flatMap(([group, ledger]) =>
    membersInChange(ledger).flatMap(member => (member.name === pod ? [] : [{ ...member, group }])),
  );

/** The ledger once what was begun with another member is confirmed, where the group has done it, or taken back, where it has not. */
function endOf(
  state: OperatingState,
  { group: name, name: other, cluster, role, volume }: RecordedMember & { readonly group: string },
  listed: MemberList | undefined,
): OperatingState | Exclude<Replacement, { readonly kind: 'possible' }> {
  if (role === 'lost') return impossible(`${other} is replaced now: run 'georaft step' first`);
  const group = state.groups?.[name];
  if (!listed || !group)
    return impossible(`the step that changes ${other} is not confirmed, and group ${name} does not say whether it is done`);
  const is = listed.get(other);
  if (role === 'leaving') {
    const was = isLearner(name, other) ? 'learner' : 'voter';
    if (is === undefined) return settledState(state);
    if (is === was) return withGroup(state, name, withMember(group, other, { cluster, role: was, volume }));
    return impossible(`${other}, which never had a vote, is removed now: wait until it is no member of ${name} any more`);
  }
  if (is === (role === 'joining-learner' ? 'learner' : 'voter')) return settledState(state);
  const back = undoStep(state);
  return back.kind === 'possible' ? { kind: 'first', does: back.does, ledger: back.ledger } : impossible(back.why);
}

function whyNot(member: LedgerMember | undefined): string {
  switch (member?.role) {
    case 'lost':
      return "was given up already: run 'georaft step', which adds it again";
    case 'leaving':
    case undefined:
      return "leaves the group: run 'georaft step' once it has";
    default:
      return `is a ${member?.role}: remove it from the topology and add it again`;
  }
}

const impossible = (why: string): Extract<Replacement, { readonly kind: 'impossible' }> => ({ kind: 'impossible', why });
