import type { SeatDocument, SystemDocument } from '../../plan/document/system-document';
import type { ChangeKind } from '../catalogue';
import { type Change, changeOf } from '../change';
import { isSeatFormed, isSystemFormed } from '../formed';

/** What changes of the parts that clusters have in a system: who serves, and how the others stand by. */
export function compareRoles(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const moved = activeOf(old) !== activeOf(now);
  const found = old.seats.flatMap(seat => {
    const other = now.seats.find(({ cluster }) => cluster === seat.cluster);
    const kind = other && kindOf(seat, other, moved);
    if (!other || !kind) return [];
    const place = { system: old.name, cluster: seat.cluster };
    return [changeOf(kind, { place, before: seat.role, after: other.role, formed: isSeatFormed(old, seat) })];
  });
  return [...found, ...serving(old, now), ...serves(old, now)];
}

/** The clusters that serve, by name. */
const activeOf = ({ seats }: SystemDocument): string =>
  seats
    .filter(({ role }) => role === 'active')
    .map(({ cluster }) => cluster)
    .sort()
    .join(', ');

const ownsGroup = ({ role }: SeatDocument): boolean => role === 'hot' || role === 'cold';

/** What a change of a cluster's role is; undefined where it is said of the cluster that serves. */
function kindOf(before: SeatDocument, after: SeatDocument, moved: boolean): ChangeKind | undefined {
  if (before.role === after.role) return undefined;
  // Groups never move: where a cluster serves now that did not, its standby has exchanged roles with it.
  if (moved && (before.role === 'active' || after.role === 'active')) return undefined;
  if (before.group !== after.group || ownsGroup(before) !== ownsGroup(after)) return 'roles/group-kind';
  if (ownsGroup(before)) return 'roles/standby-kind';
  return (before.role === 'learner') !== (after.role === 'learner') ? 'roles/learner' : 'roles/witness';
}

/** Another cluster serves. */
function serving(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const [before, after] = [activeOf(old), activeOf(now)];
  if (before === after) return [];
  const groupOf = ({ seats }: SystemDocument): string | undefined => seats.find(({ role }) => role === 'active')?.group;
  const kind = groupOf(old) === groupOf(now) ? 'roles/switchover' : 'roles/promotion';
  const found = { place: { system: old.name }, before, after, values: { namespace: old.namespace } };
  const known = old.topology === 'active-standby' && now.topology === 'active-standby';
  return [
    changeOf(kind, { ...found, formed: isSystemFormed(old) }),
    ...(known && now.state.epoch <= old.state.epoch ? [changeOf('state/same-epoch', { ...found, formed: true })] : []),
  ];
}

/** Clusters that can be made the one that serves. */
function serves(old: SystemDocument, now: SystemDocument): readonly Change[] {
  return old.seats.flatMap(seat => {
    const other = now.seats.find(({ cluster }) => cluster === seat.cluster);
    if (!other || other.serves === seat.serves) return [];
    const kind = other.serves ? 'access/serves-more' : 'access/serves-fewer';
    const place = { system: old.name, cluster: seat.cluster };
    const values = { host: old.host ?? 'HOST' };
    return [changeOf(kind, { place, before: seat.serves, after: other.serves, formed: isSeatFormed(old, seat), values })];
  });
}
