import type { SystemDocument } from '../../plan/document/system-document';
import { isSeatFormed } from '../../plan/members/has-formed';
import { haveLeft } from '../../plan/members/recorded-seats';
import { type Change, changeOf } from '../change';
import { isSystemFormed } from '../formed';
import { activeOf, roleChange } from '../role-change';

/** Changes to the roles of clusters in a system: which of them serve, and how the others stand by. */
export function compareRoles(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const moved = activeOf(old.seats) !== activeOf(now.seats);
  const found = old.seats.flatMap(seat => {
    const other = now.seats.find(({ cluster }) => cluster === seat.cluster);
    const kind = other && roleChange(seat, other, moved);
    if (!other || !kind) return [];
    const place = { system: old.name, cluster: seat.cluster };
    // Steps have taken its members out of the group: what forms there now is a new one, on volumes of its own.
    const isFree = kind === 'roles.group-kind' && now.operations && seat.group === old.name && haveLeft(now.state, now.name, seat.cluster);
    return [changeOf(kind, { place, before: seat.role, after: other.role, formed: !isFree && isSeatFormed(old, seat) })];
  });
  return [...found, ...serving(old, now), ...serves(old, now)];
}

/** The change where another cluster becomes active. */
function serving(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const [before, after] = [activeOf(old.seats), activeOf(now.seats)];
  if (before === after) return [];
  const groupOf = ({ seats }: SystemDocument): string | undefined => seats.find(({ role }) => role === 'active')?.group;
  const kind = groupOf(old) === groupOf(now) ? 'roles.switchover' : 'roles.promotion';
  const found = { place: { system: old.name }, before, after, values: { namespace: old.namespace } };
  const known = old.topology === 'active-standby' && now.topology === 'active-standby';
  return [
    changeOf(kind, { ...found, formed: isSystemFormed(old) }),
    ...(known && now.state.epoch <= old.state.epoch ? [changeOf('state.same-epoch', { ...found, formed: true })] : []),
  ];
}

/** Changes to which clusters can become active. */
function serves(old: SystemDocument, now: SystemDocument): readonly Change[] {
  return old.seats.flatMap(seat => {
    const other = now.seats.find(({ cluster }) => cluster === seat.cluster);
    if (!other || other.serves === seat.serves) return [];
    const kind = other.serves ? 'access.serves-more' : 'access.serves-fewer';
    const place = { system: old.name, cluster: seat.cluster };
    const values = { host: old.host ?? 'HOST' };
    return [changeOf(kind, { place, before: seat.serves, after: other.serves, formed: isSeatFormed(old, seat), values })];
  });
}
