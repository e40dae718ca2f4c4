import { durationSeconds, isCertificate } from '../../manifests/security/certificates';
import { numberAt, textAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

const hour = 3600;
const day = 24 * hour;
/** The default of cert-manager: 90 days, in seconds. */
const usualDuration = 90 * day;

/** A certificate is renewed early enough to notice and repair a failed renewal. */
export const certificateLifetime = objectRule(
  {
    name: 'tls/lifetime',
    severity: 'error',
    demands:
      'A certificate is renewed at least a day before it expires, or a third of its duration before if the duration is less than three days.',
    why: 'A broken issuer is noticed only when a renewal fails. The remaining time is the time for a repair, before all members lose each other at once.',
    source:
      'cert-manager documentation, "Certificate resource": duration (default 90 days, at least 1 hour), renewBefore (default a third of it, at least 5 minutes).',
  },
  ['Certificate'],
  object => {
    if (!isCertificate(object)) return [];
    const { data } = object;
    const given = textAt(data, 'spec', 'duration');
    const duration = given === undefined ? usualDuration : durationSeconds(given);
    if (duration === undefined) return [unreadable('duration', given)];
    if (duration < hour) {
      const problem = `it is valid for ${given}, and cert-manager refuses less than 1h`;
      return [{ path: ['spec', 'duration'], problem, fix: 'use a longer duration' }];
    }
    const before = textAt(data, 'spec', 'renewBefore');
    const percent = numberAt(data, 'spec', 'renewBeforePercentage');
    const left = before !== undefined ? durationSeconds(before) : percent !== undefined ? (duration * percent) / 100 : duration / 3;
    if (left === undefined) return [unreadable('renewBefore', before)];
    const path = ['spec', before === undefined && percent !== undefined ? 'renewBeforePercentage' : 'renewBefore'];
    const valid = given ?? '2160h';
    if (left >= duration) {
      const problem = `it is renewed ${hours(left)} before it expires, and is valid for ${valid}: it would be renewed without end`;
      return [{ path, problem, fix: 'set it to a third of the duration' }];
    }
    const least = Math.min(day, duration / 3);
    if (left >= least) return [];
    const problem = `it is renewed ${hours(left)} before it expires, which is the time to notice and repair a failed renewal; it is valid for ${valid}`;
    return [{ path, problem, fix: `renew it ${hours(least)} before it expires, or a third of the duration` }];
  },
);

const hours = (seconds: number): string => (seconds >= hour ? `${Math.floor(seconds / hour)} h` : `${Math.floor(seconds / 60)} min`);

const unreadable = (field: string, given: string | undefined): ObjectFound => ({
  path: ['spec', field],
  problem: `'${given}' is not a duration, so cert-manager refuses the certificate`,
  fix: 'write it in hours, minutes and seconds, such as 2160h0m0s',
});
