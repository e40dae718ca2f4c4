import type { SystemDocument } from '../../plan/document/system-document';
import { groupName } from '../../plan/members/object-names';
import { haveLeft } from '../../plan/members/recorded-seats';
import { without } from '../by-name';
import type { ChangeKind } from '../catalogue';
import { type Change, changeOf } from '../change';
import { isSystemFormed } from '../formed';

/** Changes to the operating state of a system, and to how many of its members may be evicted. */
export function compareState(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const formed = isSystemFormed(old);
  const of = (kind: ChangeKind, before: unknown, after: unknown, judged = formed): Change =>
    changeOf(kind, { place: { system: old.name }, before, after, formed: judged, values: { namespace: old.namespace } });
  return [...forming(old, now, of), ...epochs(old, now, of), ...rollouts(old, now, of), ...drains(old, now, of), ...budgets(old, now, of)];
}

type Of = (kind: ChangeKind, before: unknown, after: unknown, formed?: boolean) => Change;

/** A group that is now declared formed is judged as not formed: a person must check that it is true. */
function forming({ state: old, name }: SystemDocument, { state: now }: SystemDocument, of: Of): readonly Change[] {
  const formed = without(now.formed, old.formed);
  // A cluster whose learners have left is formed no longer: nothing of it is a member.
  const back = without(old.formed, now.formed).filter(
    cluster => !now.groups || !haveLeft(now, name, cluster) || groupIn(now, name, cluster),
  );
  return [
    ...(now.bootstrapped && !old.bootstrapped ? [of('state.bootstrapped', false, true, false)] : []),
    ...(old.bootstrapped && !now.bootstrapped ? [of('state.bootstrapped-back', true, false)] : []),
    ...(formed.length > 0 ? [of('state.formed', old.formed, now.formed, false)] : []),
    ...(back.length > 0 ? [of('state.formed-back', old.formed, now.formed)] : []),
  ];
}

/** Whether a cluster has a group of its own in the ledger. */
const groupIn = ({ groups = {} }: SystemDocument['state'], system: string, cluster: string): boolean =>
  groups[groupName(system, { ownGroup: true, cluster: { name: cluster } })] !== undefined;

function epochs(old: SystemDocument, now: SystemDocument, of: Of): readonly Change[] {
  const active = ({ seats, topology }: SystemDocument): readonly string[] =>
    topology === 'active-standby' ? seats.flatMap(({ role, cluster }) => (role === 'active' ? [cluster] : [])) : [];
  const [was, is] = [old.state.epoch, now.state.epoch];
  return [
    ...(is > was ? [of('state.epoch', was, is)] : []),
    ...(is < was ? [of('state.epoch-back', was, is)] : []),
    ...(active(now).length > 1 && active(old).length < 2 ? [of('state.two-active', active(old), active(now))] : []),
  ];
}

function rollouts({ state: old }: SystemDocument, { state: now }: SystemDocument, of: Of): readonly Change[] {
  const more = without(now.thawed, old.thawed);
  const fewer = without(old.thawed, now.thawed);
  return [
    ...(more.length > 0 && now.thawed.length < 2 ? [of('state.thawed', old.thawed, now.thawed)] : []),
    ...(more.length > 0 && now.thawed.length > 1 ? [of('state.thawed-several', old.thawed, now.thawed)] : []),
    ...(fewer.length > 0 && more.length === 0 ? [of('state.frozen', old.thawed, now.thawed)] : []),
  ];
}

function drains({ state: old }: SystemDocument, { state: now }: SystemDocument, of: Of): readonly Change[] {
  const more = without(now.drained, old.drained);
  const gone = without(old.drained, now.drained);
  const elsewhere = without(now.thawed, now.drained);
  const wasBeside = old.drained.length > 0 && without(old.thawed, old.drained).length > 0;
  return [
    ...(more.length > 0 && gone.length > 0 ? [of('state.drained-moved', old.drained, now.drained)] : []),
    ...(more.length > 0 && gone.length === 0 && now.drained.length < 2 ? [of('state.drained', old.drained, now.drained)] : []),
    // When a drain ends, its budget goes to other clusters, as when it moves.
    ...(gone.length > 0 && more.length === 0 ? [of('state.drained-moved', old.drained, now.drained)] : []),
    ...(more.length > 0 && now.drained.length > 1 ? [of('state.drained-several', old.drained, now.drained)] : []),
    ...(now.drained.length > 0 && elsewhere.length > 0 && !wasBeside
      ? [of('state.drained-and-thawed', old.drained, `drained ${now.drained.join(', ')}, thawed ${elsewhere.join(', ')}`)]
      : []),
  ];
}

/** The evictions that the clusters of each group allow together. */
function budgets(old: SystemDocument, now: SystemDocument, of: Of): readonly Change[] {
  const text = ({ seats }: SystemDocument): readonly string[] =>
    seats.map(({ cluster, allowedDown, floor }) => `${cluster} ${allowedDown}${floor === undefined ? '' : ` (minAvailable ${floor})`}`);
  const excess = ({ groups, seats }: SystemDocument): readonly string[] =>
    groups.flatMap(({ name, tolerated }) => {
      const sum = seats
        .filter(({ group, role }) => group === name && role !== 'learner')
        .reduce((total, { allowedDown }) => total + allowedDown, 0);
      // A group without a spare vote still allows one eviction, as otherwise no node could be drained. A rule reports that.
      return sum > Math.max(1, tolerated) ? [`${name}: ${sum} may be evicted, and ${tolerated} may be missing`] : [];
    });
  const [before, after] = [text(old), text(now)];
  if (before.join() === after.join()) return [];
  const tooMany = without(excess(now), excess(old));
  return [tooMany.length > 0 ? of('budget.too-many', before, tooMany) : of('budget.changed', before, after)];
}
