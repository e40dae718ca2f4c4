import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { matches, type Shape } from './shape';

/** A span of time between two limits, in seconds, of any fineness. */
export const anyDuration = (least: number, most: number): Shape =>
  matches(`a Duration from ${least} s to ${most} s`, value => within(value, least, most));

/** A span of time in whole seconds, between two limits: what DNS and Kubernetes count in. */
export const duration = (least: number, most: number): Shape =>
  matches(
    `a Duration of whole seconds from ${least} s to ${most} s`,
    value => within(value, least, most) && Number.isInteger((value as Duration).toMilliseconds({ integral: false }) / 1000),
  );

function within(value: unknown, least: number, most: number): boolean {
  if (!(value instanceof Duration)) return false;
  const seconds = value.toMilliseconds({ integral: false }) / 1000;
  return seconds >= least && seconds <= most;
}

/** A size in whole mebibytes. */
export const size: Shape = matches('a Size of whole mebibytes, 1 MiB or more', value => {
  if (!(value instanceof Size)) return false;
  const kibibytes = value.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
  return Number.isInteger(kibibytes) && kibibytes >= 1024 && kibibytes % 1024 === 0;
});
