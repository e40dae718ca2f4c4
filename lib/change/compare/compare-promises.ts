import type { OutageDocument } from '../../plan/document/survival-document';
import type { SystemDocument } from '../../plan/document/system-document';
import type { ChangeKind } from '../catalogue';
import { type Change, changeIfDifferent, isSame } from '../change';
import { isSystemFormed } from '../formed';
import { isStepped } from './compare-ledger';

/** Changes to what a system survives, and to its objectives. */
export function comparePromises(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const formed = isSystemFormed(old);
  const of = (kind: ChangeKind, before: unknown, after: unknown): readonly Change[] =>
    changeIfDifferent(kind, { place: { system: old.name }, before, after, formed });
  return [
    ...of('objective.changed', promised(old), promised(now)),
    ...kept(old, now, of),
    ...losses(old, now, of),
    ...outages(old, now, of),
    ...(isSame(old.latency, now.latency) ? [] : of('latency.changed', latency(old), latency(now))),
  ];
}

/** Whether the ledger of a group advances by one step. */
const isSystemStepped = (old: SystemDocument, now: SystemDocument): boolean => old.groups.some(({ name }) => isStepped(old, now, name));

type Of = (kind: ChangeKind, before: unknown, after: unknown) => readonly Change[];

const promised = ({ objectives: { survive, rtoSeconds, rpoSeconds } }: SystemDocument): string =>
  `${survive}, recovery time ${rtoSeconds ?? 'not promised'}, recovery point ${rpoSeconds ?? 'not promised'}`;

/** The objectives that the plan does not meet, in words. */
function missed({ objectives, outage, survival }: SystemDocument): readonly string[] {
  const { survive, rtoSeconds, rpoSeconds } = objectives;
  const until = outage.ends === 'restore' || outage.ends === 'repair' ? Number.POSITIVE_INFINITY : outage.worstSeconds;
  const lost = outage.ends === 'restore' ? Number.POSITIVE_INFINITY : (outage.lostSeconds ?? Number.POSITIVE_INFINITY);
  return [
    ...(survive === 'any-one-cluster' && survival.fatal.length > 0 ? [`survive any one cluster: not ${survival.fatal.join(', ')}`] : []),
    ...(rtoSeconds !== null && until > rtoSeconds ? [`recovery in ${rtoSeconds} s: ${timeText(outage)}`] : []),
    ...(rpoSeconds !== null && lost > rpoSeconds ? [`at most ${rpoSeconds} s lost: ${outage.lostSeconds ?? 'unknown'}`] : []),
  ];
}

const topics = (promises: readonly string[]): readonly string[] => promises.map(promise => promise.split(':')[0] ?? promise);

function kept(old: SystemDocument, now: SystemDocument, of: Of): readonly Change[] {
  const [before, after] = [missed(old), missed(now)];
  const [was, is] = [topics(before), topics(after)];
  return [
    ...after.filter((_, at) => !was.includes(is[at] ?? '')).flatMap(each => of('objective.missed', 'kept', each)),
    ...before.filter((_, at) => !is.includes(was[at] ?? '')).flatMap(each => of('objective.met', each, 'kept')),
  ];
}

/** For each kind of loss, how many of the possible losses the system survives without an operator. */
function losses(old: SystemDocument, now: SystemDocument, of: Of): readonly Change[] {
  const text = ({ survival: { counts } }: SystemDocument, loss: string): string | undefined => {
    const count = counts.find(each => each.loss === loss);
    return count && count.survived !== null ? `${loss}: ${count.survived} of ${count.examined}` : undefined;
  };
  const share = (said: string): number => {
    const [survived = 0, examined = 0] = (/(\d+) of (\d+)/.exec(said) ?? []).slice(1).map(Number);
    return examined === 0 ? 1 : survived / examined;
  };
  const fewer = isSystemStepped(old, now) ? 'ledger.survives-less' : 'survival.fewer';
  return old.survival.counts.flatMap(({ loss }) => {
    const [before, after] = [text(old, loss), text(now, loss)];
    if (before === undefined || after === undefined || share(before) === share(after)) return [];
    return of(share(after) < share(before) ? fewer : 'survival.more', before, after);
  });
}

function outages(before: SystemDocument, after: SystemDocument, of: Of): readonly Change[] {
  const [old, now] = [before.outage, after.outage];
  const more = isSystemStepped(before, after) ? 'ledger.survives-less' : 'outage.loses-more';
  const longer = rank(now) > rank(old) || (rank(now) === rank(old) && now.worstSeconds > old.worstSeconds);
  const lost = ({ ends, loses, lostSeconds }: OutageDocument): string =>
    ends === 'restore' ? 'unknown' : `${loses}, ${lostSeconds ?? 'unknown'} s`;
  const most = ({ lostSeconds }: OutageDocument): number => lostSeconds ?? Number.POSITIVE_INFINITY;
  return [
    ...of(longer ? 'outage.longer' : 'outage.shorter', timeText(old), timeText(now)),
    ...(most(now) > most(old) ? of(more, lost(old), lost(now)) : []),
  ];
}

const rank = ({ ends }: OutageDocument): number => (ends === 'restore' || ends === 'repair' ? 1 : 0);

const timeText = (outage: OutageDocument): string =>
  rank(outage) === 1 ? `until ${outage.ends === 'restore' ? 'restored' : 'repaired'}` : `${outage.worstSeconds} s`;

/** The shortest time of a write in each group. */
const latency = ({ latency: groups }: SystemDocument): readonly string[] =>
  groups.map(({ group, bestHome, leaders }) => {
    const millis = leaders.map(({ commitMillis }) => commitMillis ?? Number.POSITIVE_INFINITY);
    const best = Math.min(...millis);
    return `${group}: ${Number.isFinite(best) ? `${best} ms` : 'unknown'} in ${bestHome ?? 'no cluster'}; up to ${Math.max(...millis)} ms`;
  });
