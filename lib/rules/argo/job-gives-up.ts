import { hookKey } from '../../manifests/delivery/sync';
import { annotationOf } from '../../manifests/objects/applied-object';
import { numberAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

/** Seconds between two tries of a Job: 10, doubled each time, at most 300 (Kubernetes documentation, "Jobs"). */
const first = 10;
const longest = 300;
/** Seconds for which a Job must retry: members of other clusters may start that much later. */
const enough = 3600;
/** The default of `backoffLimit`. */
const usual = 6;

/** A Job that needs a quorum retries until there is one. */
export const jobGivesUp = objectRule(
  {
    name: 'argo/job-gives-up',
    severity: 'error',
    demands: 'A Job of a Raft system retries for at least an hour.',
    why: 'It needs a quorum, and the group may form or recover much later. A failed Job stays failed: Argo CD does not run it again, and the learner is never added.',
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
      const problem = `it retries ${tries} times and gives up after ${Math.round(seconds / 60)} minutes`;
      found.push({ path: ['spec', 'backoffLimit'], problem, fix: 'set backoffLimit to 1000' });
    }
    const deadline = numberAt(object.data, 'spec', 'activeDeadlineSeconds');
    if (deadline !== undefined && deadline < enough) {
      found.push({
        path: ['spec', 'activeDeadlineSeconds'],
        problem: `activeDeadlineSeconds ends it after ${deadline} s`,
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
