import type { SeatDocument } from '../plan/document/system-document';
import type { SystemPlan } from '../plan/model/system-plan';
import type { ChangeKind } from './catalogue';

/** So much of a cluster's part in a system as says what it does there. */
export interface RoleInGroup extends Pick<SeatDocument, 'cluster' | 'role'> {
  readonly group: string;
}

/** The parts that clusters have in a system that is planned. */
export const plannedRoles = ({ seats }: Pick<SystemPlan, 'seats'>): readonly RoleInGroup[] =>
  seats.map(({ cluster, role, group }) => ({ cluster: cluster.name, role, group: group.name }));

/** The clusters that serve, by name. */
export const activeOf = (seats: readonly { readonly cluster: string; readonly role: string }[]): string =>
  seats
    .filter(({ role }) => role === 'active')
    .map(({ cluster }) => cluster)
    .sort()
    .join(', ');

const ownsGroup = ({ role }: RoleInGroup): boolean => role === 'hot' || role === 'cold';

/** What a change of a cluster's role is; undefined where it is none. @param moved whether another cluster serves, which exchanges roles */
export function roleChange(before: RoleInGroup, after: RoleInGroup, moved: boolean): ChangeKind | undefined {
  if (before.role === after.role && before.group === after.group) return undefined;
  // Groups never move: where a cluster serves now that did not, its standby has exchanged roles with it.
  if (moved && before.group === after.group && (before.role === 'active' || after.role === 'active')) return undefined;
  if (before.group !== after.group || ownsGroup(before) !== ownsGroup(after)) return 'roles.group-kind';
  if (ownsGroup(before)) return 'roles.standby-kind';
  return (before.role === 'learner') !== (after.role === 'learner') ? 'roles.learner' : 'roles.witness';
}
