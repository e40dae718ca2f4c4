import type { OperatingState } from '../domain/operating-state';
import { memberInChange, withGroup, withMember } from './ledger-edit';

/** The ledger with what was begun taken back, or why that is not safe. */
export type Undo =
  | { readonly kind: 'possible'; readonly does: string; readonly ledger: OperatingState }
  | { readonly kind: 'impossible'; readonly why: string };

/** Takes back what was begun and is not confirmed. What a group has forgotten cannot be taken back: only another step leads on from there. */
export function undoStep(state: OperatingState): Undo {
  for (const [name, group] of Object.entries(state.groups ?? {})) {
    const member = memberInChange(group);
    if (!member) continue;
    const { name: pod, cluster, role, volume } = member;
    // A member that was lost has had its vote before: without it the group would be smaller than it was.
    if (role === 'joining' && volume === (group.left?.[pod] ?? 0) + 1) {
      const ledger = withGroup(state, name, withMember(group, pod, { cluster, role: 'leaving', volume }));
      return { kind: 'possible', does: `remove ${pod} in ${cluster} from the group again, then stop it`, ledger };
    }
    if (role === 'joining')
      return { kind: 'impossible', why: `${pod} takes the place of a member that was lost: without it ${name} has a voter less` };
    return {
      kind: 'impossible',
      why: `${pod} may be no member of ${name} any more, and what it has on its volume is old; let the step end, then add it again by 'georaft step'`,
    };
  }
  const [thawed] = state.thawed;
  if (thawed !== undefined)
    return {
      kind: 'possible',
      does: `freeze ${thawed}: members that were not restarted yet stay as they are`,
      ledger: { ...state, thawed: [] },
    };
  if (state.drained.length > 0 && state.groups)
    return {
      kind: 'impossible',
      why: `nodes of ${state.drained.join(' and ')} may be drained already; 'georaft step' ends that once every member is ready again`,
    };
  return { kind: 'impossible', why: 'nothing was begun: each step is confirmed' };
}
