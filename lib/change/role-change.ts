import type { SeatDocument } from '../plan/document/system-document';
import type { SystemPlan } from '../plan/model/system-plan';
import type { ChangeKind } from './catalogue';

/** A cluster's role in a system, and its group. */
export interface RoleInGroup extends Pick<SeatDocument, 'cluster' | 'role'> {
  readonly group: string;
}

/** The roles of clusters in a planned system. */
export const plannedRoles = ({ seats }: Pick<SystemPlan, 'seats'>): readonly RoleInGroup[] =>
  seats.map(({ cluster, role, group }) => ({ cluster: cluster.name, role, group: group.name }));

/** The names of the active clusters, sorted. */
export const activeOf = (seats: readonly { readonly cluster: string; readonly role: string }[]): string =>
  seats
    .filter(({ role }) => role === 'active')
    .map(({ cluster }) => cluster)
    .sort()
    .join(', ');

const ownsGroup = ({ role }: RoleInGroup): boolean => role === 'hot' || role === 'cold';

/** The kind of a change of a cluster's role; undefined where it has not changed. @param moved Whether another cluster has become active */
export function roleChange(before: RoleInGroup, after: RoleInGroup, moved: boolean): ChangeKind | undefined {
  if (before.role === after.role && before.group === after.group) return undefined;
  // Groups never move: a cluster that has become active has swapped roles with the one that was active.
  if (moved && before.group === after.group && (before.role === 'active' || after.role === 'active')) return undefined;
  if (before.group !== after.group || ownsGroup(before) !== ownsGroup(after)) return 'roles.group-kind';
  if (ownsGroup(before)) return 'roles.standby-kind';
  return (before.role === 'learner') !== (after.role === 'learner') ? 'roles.learner' : 'roles.witness';
}
