import { mayBeOneOf, mustBeOneOf, mustBeWithin } from '../../manifests/api/checks';
import { checkFailurePolicy } from '../../manifests/api/failure-policy';
import { dnsLabel, domainPath } from '../../manifests/api/forms';
import { isSchedule, isTimeZone } from '../../manifests/api/schedule';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

const mostParallel = 100_000;
const longestName = 63;

/** Work that ends, once or at times. */
export const jobForm = serverRule(
  {
    name: 'api/job',
    demands: 'A Job counts what it does without contradiction, and a CronJob has times that exist.',
    why: 'The server refuses the Job; a schedule that is no schedule never runs anything.',
    source: 'Kubernetes pkg/apis/batch/validation/validation.go: validateJobSpec, validateCronJobSpec.',
  },
  ['Job', 'CronJob'],
  (faults, object, { kind, name }) => {
    const spec = object.at('spec');
    if (kind === 'Job') {
      checkJob(faults, spec, name);
      // Pods are labelled with the name of their Job, unless it makes its own selector.
      if (name.length > longestName && !spec.at('manualSelector').on)
        faults.push(
          object
            .at('metadata', 'name')
            .fault(`the name has ${name.length} characters, and is a label of the pods`, `shorten it to ${longestName}`),
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
        faults.push(spec.at(field).fault(`${field} is for Jobs with indexes`, 'give completionMode: Indexed, or take it away'));
  if (spec.at('maxFailedIndexes').given && !spec.at('backoffLimitPerIndex').given)
    faults.push(spec.at('maxFailedIndexes').fault('maxFailedIndexes counts with backoffLimitPerIndex only', 'give backoffLimitPerIndex'));
  const manager = spec.at('managedBy');
  if (manager.given && (!domainPath.fits(manager.text) || manager.text.length > 63))
    faults.push(manager.fault(`managedBy ${quoted(manager.text)} is not ${domainPath.is} of at most 63 characters`, 'correct it'));
  checkFailurePolicy(faults, spec);
  if (mode.text === 'Indexed') checkSuccess(faults, spec);
}

function checkIndexed(faults: Fault[], spec: Field, name: string): void {
  const completions = spec.at('completions');
  // Where neither is given, the server makes both 1.
  if (!completions.given && spec.at('parallelism').given)
    faults.push(spec.fault('a Job with indexes has no completions', 'give completions'));
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
      faults.push(rule.fault('a rule of success counts nothing', 'give it succeededCount or succeededIndexes'));
    mustBeWithin(faults, count, 0, completions);
    const total = indexes.given ? indexCount(indexes.text, completions) : undefined;
    if (indexes.given && total === undefined)
      faults.push(indexes.fault(`${quoted(indexes.text)} are no indexes below ${completions} in order`, "write them as '0,2-4'"));
    if (total !== undefined && (count.number ?? 0) > total)
      faults.push(count.fault(`succeededCount is ${count.number}, and there are ${total} indexes`, 'lower it'));
  }
}

/** How many indexes a text such as `0,2-4` names; undefined where it names none that can be. */
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
      schedule.fault(`the schedule ${quoted(schedule.text)} is none`, "write minute, hour, day, month and weekday, as '0 3 * * *'"),
    );
  mayBeOneOf(faults, spec.at('concurrencyPolicy'), ['Allow', 'Forbid', 'Replace']);
  for (const count of ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'])
    mustBeWithin(faults, spec.at(count), 0);
  if (spec.at('jobTemplate', 'spec', 'manualSelector').on)
    faults.push(
      spec.at('jobTemplate', 'spec', 'manualSelector').fault('Jobs of a CronJob have the selectors that the server makes', 'take it away'),
    );
  const zone = spec.at('timeZone');
  if (zone.given && !isTimeZone(zone.text))
    faults.push(zone.fault(`${quoted(zone.text)} is no time zone`, "write one as 'Europe/Berlin', or 'Etc/UTC'"));
}
