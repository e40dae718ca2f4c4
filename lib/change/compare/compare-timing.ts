import type { GroupDocument, SystemDocument } from '../../plan/document/system-document';
import { heartbeatsPerElection } from '../../plan/members/timing';
import { type Change, changeOf } from '../change';

/** Changes to the timeouts and the token of a group. */
export function compareTiming(
  system: SystemDocument,
  old: GroupDocument,
  now: GroupDocument,
  formed: boolean,
  steps: readonly string[] = [],
): readonly Change[] {
  const text = ({ heartbeatMillis, electionMillis }: GroupDocument): string => `${heartbeatMillis} ms and ${electionMillis} ms`;
  const place = { system: system.name, group: old.name };
  const [before, after] = [text(old), text(now)];
  return [
    ...(before === after ? [] : [changeOf('timing.changed', { place, before, after, formed, steps })]),
    ...(isTooClose(now) && !isTooClose(old) ? [changeOf('timing.too-close', { place, before, after, formed })] : []),
    ...compareToken(place, old, now, formed),
  ];
}

const isTooClose = ({ heartbeatMillis, electionMillis, roundTripMillis }: GroupDocument): boolean =>
  electionMillis < heartbeatsPerElection * heartbeatMillis || electionMillis < 10 * (roundTripMillis ?? 0);

const compareToken = (place: Change['place'], { token: before }: GroupDocument, { token: after }: GroupDocument, formed: boolean) =>
  before === after ? [] : [changeOf('bootstrap.token', { place, before, after, formed })];
