import type { AcknowledgedWrite, Attempt } from './client/terms';

/** What a client noted, in the order in which attempts ended. */
export const parseLog = (text: string): readonly Attempt[] =>
  text
    .split('\n')
    .filter(line => line.endsWith('}')) // the last line may be half written
    .map(line => JSON.parse(line) as Attempt)
    .sort((a, b) => a.end - b.end);

/** The writes that were acknowledged. */
export const acknowledged = (log: readonly Attempt[]): readonly AcknowledgedWrite[] =>
  log.filter((attempt): attempt is AcknowledgedWrite => attempt.acknowledged);

/** A time without an acknowledged write, in milliseconds since 1970. */
export interface Outage {
  readonly from: number;
  readonly until: number;
}

/** A client that writes twenty times a second is without the system when nothing is acknowledged for as long as this. */
const noticeableMillis = 1000;

/**
 * The time from the last acknowledged write before a loss to the first one after it.
 *
 * Where writes come through and stop once more, it lasts until they come through for good: an outage that flickers is not over.
 * Undefined where no write was acknowledged for a noticeable time, or none afterwards.
 */
export function outageAfter(log: readonly Attempt[], lost: number): Outage | undefined {
  const ends = acknowledged(log).map(({ end }) => end);
  const gaps = ends.slice(1).flatMap((until, position): readonly Outage[] => {
    const from = ends[position] as number;
    return until > lost && until - from > noticeableMillis ? [{ from, until }] : [];
  });
  const [first] = gaps;
  const last = gaps.at(-1);
  return first && last ? { from: first.from, until: last.until } : undefined;
}

/** Since when writes are acknowledged without a noticeable gap; undefined where none was for a noticeable time before `now`. */
export function steadySince(log: readonly Attempt[], now: number): number | undefined {
  const ends = acknowledged(log).map(({ end }) => end);
  let since = ends.at(-1);
  if (since === undefined || now - since > noticeableMillis) return undefined;
  for (const end of ends.reverse()) {
    if (since - end > noticeableMillis) return since;
    since = end;
  }
  return since;
}
