import type { OperatingState } from '../domain/operating-state';
import { quorum, voteCount } from '../plan/members/quorum';
import { votesOf, withGroup, withMember } from './ledger-edit';
import { isInChange } from './plan-steps';

/** The ledger with a member marked as lost, or why the member cannot be given up now. */
export type Replacement =
  | { readonly kind: 'possible'; readonly group: string; readonly cluster: string; readonly ledger: OperatingState }
  | { readonly kind: 'impossible'; readonly why: string };

/** Gives up a member whose volume is lost: the group removes it, and the next step adds it again on a new volume. */
export function replaceMember(state: OperatingState, pod: string): Replacement {
  const groups = Object.entries(state.groups ?? {});
  if (groups.length === 0) return impossible("the ledger names no members yet: run 'georaft step' first to record them");
  const found = groups.find(([, { members }]) => Object.hasOwn(members, pod));
  const known = groups.flatMap(([, { members }]) => Object.keys(members));
  if (!found) return impossible(`the ledger has no member '${pod}'; it has ${known.join(', ')}`);
  if (isInChange(state)) return impossible("the last step is not confirmed yet: run 'georaft step' first");
  const [name, group] = found;
  const member = group.members[pod];
  if (member?.role !== 'voter') return impossible(`${pod} is a ${member?.role}: remove it from the topology and add it again`);
  const votes = voteCount(votesOf(group));
  if (votes - 1 < quorum(votes))
    return impossible(
      `without ${pod}, group ${name} has ${votes - 1} of the ${quorum(votes)} votes that it needs: restore the group from a backup`,
    );
  return {
    kind: 'possible',
    group: name,
    cluster: member.cluster,
    ledger: withGroup(state, name, withMember(group, pod, { ...member, role: 'lost' })),
  };
}

const impossible = (why: string): Replacement => ({ kind: 'impossible', why });
