import type { FleetDocument } from '../../plan/document/fleet-document';
import type { SystemDocument } from '../../plan/document/system-document';
import { isSeatFormed } from '../../plan/members/has-formed';
import { pairedBy } from '../by-name';
import type { ChangeKind } from '../catalogue';
import { type Change, changeIfDifferent, changeOf } from '../change';
import { isSystemFormed } from '../formed';
import { compareAccess } from './compare-access';
import { compareEngine } from './compare-engine';
import { compareGroups } from './compare-groups';
import { compareLedger } from './compare-ledger';
import { compareMemberNames } from './compare-member-names';
import { comparePromises } from './compare-promises';
import { compareRecords } from './compare-records';
import { compareRoles } from './compare-roles';
import { compareState } from './compare-state';

/** Changes to the systems that the plans show. */
export function compareSystems(before: FleetDocument, after: FleetDocument): readonly Change[] {
  const pairs = pairedBy(before.systems, after.systems, ({ name }) => name);
  const gone = pairs.flatMap(({ before: old, after: now }) => (old && !now ? [old] : []));
  const renamed = new Set<string>();
  return pairs.flatMap(({ before: old, after: now }): readonly Change[] => {
    if (old && now) return compareSystem(old, now);
    if (old) return renamed.has(old.name) ? [] : [leaves(old)];
    if (!now) return [];
    const last = gone.find(each => each.engine.name === now.engine.name && !renamed.has(each.name));
    if (!last) {
      const joins = changeOf('system.joins', { place: { system: now.name }, after: membersText(now), formed: false });
      return [joins, ...compareMemberNames({ ...now, seats: [], groups: [] }, now)];
    }
    renamed.add(last.name);
    return [
      leaves(last),
      changeOf('system.renamed', { place: { system: now.name }, before: last.name, after: now.name, formed: isSystemFormed(last) }),
    ];
  });
}

const leaves = (system: SystemDocument): Change =>
  changeOf('system.leaves', {
    place: { system: system.name },
    before: membersText(system),
    formed: isSystemFormed(system),
    values: { namespace: system.namespace },
  });

/** The number of members in each cluster. */
const membersText = ({ seats }: SystemDocument): string => seats.map(({ cluster, declared }) => `${cluster} ${declared}`).join(', ');

function compareSystem(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const formed = isSystemFormed(old);
  const place = { system: old.name };
  const field = (kind: ChangeKind, before: unknown, after: unknown): readonly Change[] =>
    changeIfDifferent(kind, { place, before, after, formed, values: { namespace: old.namespace } });
  return [
    ...field('system.namespace', old.namespace, now.namespace),
    ...field('system.topology', old.topology, now.topology),
    ...field('system.discovery', old.discovery, now.discovery),
    ...seats(old, now),
    ...compareGroups(old, now),
    ...compareLedger(old, now),
    ...compareRoles(old, now),
    ...compareEngine(old, now),
    ...compareAccess(old, now),
    ...compareRecords(old, now),
    ...compareState(old, now),
    ...comparePromises(old, now),
  ];
}

/** The clusters that a system starts or stops using. */
function seats(old: SystemDocument, now: SystemDocument): readonly Change[] {
  return pairedBy(old.seats, now.seats, ({ cluster }) => cluster).flatMap(({ name, before, after }) => {
    const place = { system: old.name, cluster: name };
    const text = (seat: typeof before): string => `${seat?.role}, ${seat?.declared} members`;
    if (!before) return [changeOf('system.cluster-joins', { place, after: text(after), formed: false })];
    if (!after) return [changeOf('system.cluster-leaves', { place, before: text(before), formed: isSeatFormed(old, before) })];
    return [];
  });
}
