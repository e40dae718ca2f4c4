import { mayBeOneOf, mustBeOneOf, mustBeWithin } from '../../manifests/api/checks';
import { checkFailurePolicy } from '../../manifests/api/failure-policy';
import { dnsLabel, domainPath } from '../../manifests/api/forms';
import { isSchedule, isTimeZone } from '../../manifests/api/schedule';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

const mostParallel = 100_000;
const longestName = 63;

/** The form of Jobs and CronJobs. */
export const jobForm = serverRule(
  {
    name: 'api/job',
    demands: 'The counts and limits of a Job do not contradict each other, and a CronJob has a valid schedule.',
    why: 'The server refuses the Job. A CronJob with an invalid schedule never runs.',
    source: 'Kubernetes pkg/apis/batch/validation/validation.go: validateJobSpec, validateCronJobSpec.',
  },
  ['Job', 'CronJob'],
  (faults, object, { kind, name }) => {
    const spec = object.at('spec');
    if (kind === 'Job') {
      checkJob(faults, spec, name);
      // Pods have the name of their Job as a label, unless the Job has its own selector.
      if (name.length > longestName && !spec.at('manualSelector').on)
        faults.push(
          object
            .at('metadata', 'name')
            .fault(`the name has ${name.length} characters, and becomes a label of the pods`, `shorten it to ${longestName}`),
        );
    } else {
      checkCron(faults, spec);
      checkJob(faults, spec.at('jobTemplate', 'spec'), '');
    }
  },
);

function checkJob(faults: Fault[], spec: Field, name: string): void {
  for (const count of [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ])
    mustBeWithin(faults, spec.at(count), 0);
  const mode = spec.at('completionMode');
  mustBeOneOf(faults, mode, ['NonIndexed', 'Indexed']);
  if (mode.text === 'Indexed') checkIndexed(faults, spec, name);
  else
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy'])
      if (spec.at(field).given)
        faults.push(spec.at(field).fault(`${field} is only for indexed Jobs`, 'set completionMode: Indexed, or remove it'));
  if (spec.at('maxFailedIndexes').given && !spec.at('backoffLimitPerIndex').given)
    faults.push(
      spec.at('maxFailedIndexes').fault('maxFailedIndexes has an effect only with backoffLimitPerIndex', 'set backoffLimitPerIndex'),
    );
  const manager = spec.at('managedBy');
  if (manager.given && (!domainPath.fits(manager.text) || manager.text.length > 63))
    faults.push(manager.fault(`managedBy ${quoted(manager.text)} is not ${domainPath.is} of at most 63 characters`, 'correct it'));
  checkFailurePolicy(faults, spec);
  if (mode.text === 'Indexed') checkSuccess(faults, spec);
}

function checkIndexed(faults: Fault[], spec: Field, name: string): void {
  const completions = spec.at('completions');
  // Without both fields, the server sets both to 1.
  if (!completions.given && spec.at('parallelism').given) faults.push(spec.fault('an indexed Job has no completions', 'set completions'));
  mustBeWithin(faults, spec.at('parallelism'), 0, mostParallel);
  const count = completions.number ?? 1;
  if (name !== '' && count > 0 && !dnsLabel.fits(`${name}-${count - 1}`))
    faults.push(
      completions.fault(
        `the last pod would have the host name ${quoted(`${name}-${count - 1}`)}, which is not ${dnsLabel.is}`,
        'shorten the name of the Job',
      ),
    );
  const failed = spec.at('maxFailedIndexes');
  if (failed.number !== undefined && failed.number > count)
    faults.push(failed.fault(`maxFailedIndexes is ${failed.number}, and there are ${count} indexes`, 'lower it'));
}

function checkSuccess(faults: Fault[], spec: Field): void {
  const completions = spec.at('completions').number ?? 1;
  for (const rule of spec.at('successPolicy', 'rules').items) {
    const count = rule.at('succeededCount');
    const indexes = rule.at('succeededIndexes');
    if (!count.given && !indexes.given)
      faults.push(rule.fault('a rule of successPolicy is empty', 'set succeededCount or succeededIndexes'));
    mustBeWithin(faults, count, 0, completions);
    const total = indexes.given ? indexCount(indexes.text, completions) : undefined;
    if (indexes.given && total === undefined)
      faults.push(indexes.fault(`${quoted(indexes.text)} is not an ordered list of indexes below ${completions}`, "write it like '0,2-4'"));
    if (total !== undefined && (count.number ?? 0) > total)
      faults.push(count.fault(`succeededCount is ${count.number}, and there are ${total} indexes`, 'lower it'));
  }
}

/** How many indexes a text such as `0,2-4` names; undefined if the text is invalid. */
function indexCount(text: string, completions: number): number | undefined {
  let last = -1;
  let total = 0;
  for (const part of text === '' ? [] : text.split(',')) {
    const [, first = '', end = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(end)];
    if (first === '' || from <= last || to >= completions || to < from || (part.includes('-') && to === from)) return undefined;
    total += to - from + 1;
    last = to;
  }
  return total;
}

function checkCron(faults: Fault[], spec: Field): void {
  const schedule = spec.at('schedule');
  if (schedule.text !== '' && !isSchedule(schedule.text))
    faults.push(
      schedule.fault(`the schedule ${quoted(schedule.text)} is invalid`, "write minute, hour, day, month and weekday, such as '0 3 * * *'"),
    );
  mayBeOneOf(faults, spec.at('concurrencyPolicy'), ['Allow', 'Forbid', 'Replace']);
  for (const count of ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'])
    mustBeWithin(faults, spec.at(count), 0);
  if (spec.at('jobTemplate', 'spec', 'manualSelector').on)
    faults.push(
      spec.at('jobTemplate', 'spec', 'manualSelector').fault('the server sets the selectors of the Jobs of a CronJob', 'remove it'),
    );
  const zone = spec.at('timeZone');
  if (zone.given && !isTimeZone(zone.text))
    faults.push(zone.fault(`${quoted(zone.text)} is not a time zone`, "write one such as 'Europe/Berlin' or 'Etc/UTC'"));
}
