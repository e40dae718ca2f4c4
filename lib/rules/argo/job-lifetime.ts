import { hookKey } from '../../manifests/delivery/sync';
import { annotationOf } from '../../manifests/objects/applied-object';
import { numberAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** A finished Job stays, so that Argo CD does not run it again. */
export const jobLifetime = objectRule(
  {
    name: 'argo/job-lifetime',
    severity: 'error',
    demands: 'Kubernetes does not remove a finished Job that Argo CD applies, unless it is a hook.',
    why: 'Argo CD finds the Job missing and applies it again, without end: a Job that adds a learner starts another membership change each time.',
    source: 'Kubernetes documentation, "Automatic Cleanup for Finished Jobs"; Argo CD documentation, "Automated Sync": self-healing.',
  },
  ['Job'],
  (object, _, { system, plan }) => {
    const seconds = numberAt(object.data, 'spec', 'ttlSecondsAfterFinished');
    if (seconds === undefined || !(system || plan?.fleet.delivery) || annotationOf(object, hookKey) !== undefined) return [];
    return [
      {
        path: ['spec', 'ttlSecondsAfterFinished'],
        problem: `it is removed ${seconds} s after it finishes, and Argo CD then runs it again`,
        fix: 'remove ttlSecondsAfterFinished',
      },
    ];
  },
);
