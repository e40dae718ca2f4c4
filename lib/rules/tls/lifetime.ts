import { durationSeconds, isCertificate } from '../../manifests/security/certificates';
import { numberAt, textAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

const hour = 3600;
const day = 24 * hour;
/** What cert-manager takes where nothing is said. */
const usualDuration = 90 * day;

/** A certificate is renewed while there is time to notice that it was not. */
export const certificateLifetime = objectRule(
  {
    name: 'tls/lifetime',
    severity: 'error',
    demands: 'A certificate is renewed before it ends: a day before, or a third of its time where it is valid for less than three days.',
    why: 'An issuer that does not answer is noticed only after the renewal has failed; what is left then is the time to repair it before all members lose each other at once.',
    source:
      'cert-manager documentation, "Certificate resource": duration (90 days unless given, 1 hour at least), renewBefore (a third of it unless given, 5 minutes at least).',
  },
  ['Certificate'],
  object => {
    if (!isCertificate(object)) return [];
    const { data } = object;
    const given = textAt(data, 'spec', 'duration');
    const duration = given === undefined ? usualDuration : durationSeconds(given);
    if (duration === undefined) return [unreadable('duration', given)];
    if (duration < hour) {
      const problem = `it is valid for ${given}, and cert-manager makes none for less than 1h`;
      return [{ path: ['spec', 'duration'], problem, fix: 'let it be valid for longer' }];
    }
    const before = textAt(data, 'spec', 'renewBefore');
    const percent = numberAt(data, 'spec', 'renewBeforePercentage');
    const left = before !== undefined ? durationSeconds(before) : percent !== undefined ? (duration * percent) / 100 : duration / 3;
    if (left === undefined) return [unreadable('renewBefore', before)];
    const path = ['spec', before === undefined && percent !== undefined ? 'renewBeforePercentage' : 'renewBefore'];
    const valid = given ?? '2160h';
    if (left >= duration) {
      const problem = `it is to be renewed ${hours(left)} before its end, and is valid for ${valid}: it would be renewed without end`;
      return [{ path, problem, fix: 'make it a third of the duration' }];
    }
    const least = Math.min(day, duration / 3);
    if (left >= least) return [];
    const problem = `it is renewed ${hours(left)} before its end, which is the time to notice and repair a renewal that failed; it is valid for ${valid}`;
    return [{ path, problem, fix: `renew it ${hours(least)} before its end, or a third of the duration` }];
  },
);

const hours = (seconds: number): string => (seconds >= hour ? `${Math.floor(seconds / hour)} h` : `${Math.floor(seconds / 60)} min`);

const unreadable = (field: string, given: string | undefined): ObjectFound => ({
  path: ['spec', field],
  problem: `'${given}' is no duration, so cert-manager refuses the certificate`,
  fix: 'write it in hours, minutes and seconds, such as 2160h0m0s',
});
