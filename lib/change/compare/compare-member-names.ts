import type { SeatDocument, SystemDocument } from '../../plan/document/system-document';
import { isSeatFormed } from '../../plan/members/has-formed';
import { longestStatefulSetName } from '../../plan/members/object-names';
import { type Change, changeOf } from '../change';

const longestHost = 253;

/** Changes to the names of members. */
export function compareMemberNames(old: SystemDocument, now: SystemDocument): readonly Change[] {
  return [...hosts(old, now), ...ordinals(old, now), ...duplicates(old, now), ...tooLong(old, now)];
}

const membersOf = ({ groups }: SystemDocument) => groups.flatMap(({ members }) => members);

function hosts(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const after = new Map(membersOf(now).map(member => [member.name, member]));
  return membersOf(old).flatMap(({ name, host, cluster }) => {
    const other = after.get(name);
    const seat = old.seats.find(each => each.cluster === cluster);
    if (!other || other.host === host) return [];
    const place = { system: old.name, cluster };
    return [changeOf('members.name', { place, before: host, after: other.host, formed: seat !== undefined && isSeatFormed(old, seat) })];
  });
}

function ordinals(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const first = ({ statefulSet, firstOrdinal }: SeatDocument): string => `${statefulSet}-${firstOrdinal}`;
  return old.seats.flatMap(seat => {
    const other = now.seats.find(({ cluster }) => cluster === seat.cluster);
    // Learners have a StatefulSet of their own; the change of the role covers its replacement.
    if (!other || first(other) === first(seat) || (other.role === 'learner') !== (seat.role === 'learner')) return [];
    const place = { system: old.name, cluster: seat.cluster };
    return [changeOf('members.ordinals', { place, before: first(seat), after: first(other), formed: isSeatFormed(old, seat) })];
  });
}

function duplicates(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const twice = (system: SystemDocument): readonly string[] => {
    const names = membersOf(system).map(({ name }) => name);
    return names.filter((name, at) => names.indexOf(name) !== at);
  };
  const before = twice(old);
  const after = twice(now).filter(name => !before.includes(name));
  return after.length === 0 ? [] : [changeOf('members.duplicate', { place: { system: old.name }, after, formed: true })];
}

function tooLong(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const long = (system: SystemDocument): readonly string[] => [
    ...new Set([
      ...system.seats.map(({ statefulSet }) => statefulSet).filter(name => name.length > longestStatefulSetName),
      ...membersOf(system).flatMap(({ host }) => (host.length > longestHost ? [host] : [])),
    ]),
  ];
  const before = long(old);
  const after = long(now).filter(name => !before.includes(name));
  return after.length === 0 ? [] : [changeOf('members.name-too-long', { place: { system: old.name }, after, formed: true })];
}
