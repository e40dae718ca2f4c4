import type { OperatingState } from '../domain/operating-state';
import { frozenState, memberInChange, withGroup, withMember } from './ledger-edit';

/** The ledger with the last step undone, or why undoing it is not safe. */
export type Undo =
  | { readonly kind: 'possible'; readonly does: string; readonly ledger: OperatingState }
  | { readonly kind: 'impossible'; readonly why: string };

/** Undoes the step that is not confirmed yet. A removal cannot be undone: only another step can add the member again. */
export function undoStep(state: OperatingState): Undo {
  for (const [name, group] of Object.entries(state.groups ?? {})) {
    const member = memberInChange(group);
    if (!member) continue;
    const { name: pod, cluster, role, volume } = member;
    // A member that replaces a lost one cannot leave: the group would have one voter less than before the loss.
    if ((role === 'joining' || role === 'joining-learner') && volume === (group.left?.[pod] ?? 0) + 1) {
      const ledger = withGroup(state, name, withMember(group, pod, { cluster, role: 'leaving', volume }));
      return { kind: 'possible', does: `remove ${pod} in ${cluster} from the group again, then stop it`, ledger };
    }
    if (role === 'joining')
      return { kind: 'impossible', why: `${pod} replaces a member that was lost: without it, ${name} has one voter less` };
    return {
      kind: 'impossible',
      why: `${pod} may no longer be a member of ${name}, and the data on its volume is stale; let the step finish, then add it again with 'georaft step'`,
    };
  }
  const [thawed] = state.thawed;
  if (thawed !== undefined)
    return {
      kind: 'possible',
      does: `freeze ${thawed}: members that have not restarted keep their old template`,
      ledger: frozenState(state),
    };
  if (state.drained.length > 0 && state.groups)
    return {
      kind: 'impossible',
      why: `nodes of ${state.drained.join(' and ')} may be drained already; 'georaft step' ends that once every member is ready again`,
    };
  return { kind: 'impossible', why: 'there is nothing to undo: every step is confirmed' };
}
