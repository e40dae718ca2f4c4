import { hookKey } from '../../manifests/delivery/sync';
import { annotationOf } from '../../manifests/objects/applied-object';
import { numberAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

/** Seconds between two tries: 10, doubled each time, 300 at most. */
const first = 10;
const longest = 300;
/** How long a job must go on, in seconds: members of other clusters may come that much later. */
const enough = 3600;
/** Tries of a job that says nothing. */
const usual = 6;

/** A job that needs a quorum goes on until there is one. */
export const jobGivesUp = objectRule(
  {
    name: 'argo/job-gives-up',
    severity: 'error',
    demands: 'A Job of a Raft system goes on for an hour at least.',
    why: 'It needs the quorum of a group that may form, or come back, much later. A Job that has failed stays failed: Argo CD does not run it again, and the learner is never added.',
    source:
      'Kubernetes documentation, "Jobs": backoffLimit, activeDeadlineSeconds, and a delay of 10 s that doubles up to 5 minutes between restarts; arithmetic.',
  },
  ['Job'],
  (object, _, { system }) => {
    if (!system || annotationOf(object, hookKey) !== undefined) return [];
    const found: ObjectFound[] = [];
    const tries = numberAt(object.data, 'spec', 'backoffLimit') ?? usual;
    const seconds = waited(tries);
    if (seconds < enough) {
      const problem = `it is tried again ${tries} times and gives up after ${Math.round(seconds / 60)} minutes`;
      found.push({ path: ['spec', 'backoffLimit'], problem, fix: 'make backoffLimit 1000' });
    }
    const deadline = numberAt(object.data, 'spec', 'activeDeadlineSeconds');
    if (deadline !== undefined && deadline < enough) {
      found.push({
        path: ['spec', 'activeDeadlineSeconds'],
        problem: `it is ended after ${deadline} s`,
        fix: 'remove activeDeadlineSeconds',
      });
    }
    return found;
  },
);

function waited(tries: number): number {
  let sum = 0;
  for (let at = 0, delay = first; at < tries && sum < enough; at += 1, delay = Math.min(longest, delay * 2)) sum += delay;
  return sum;
}
