import { hookKey } from '../../manifests/delivery/sync';
import { annotationOf } from '../../manifests/objects/applied-object';
import { numberAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** A job that is done stays, so that it is not run again. */
export const jobLifetime = objectRule(
  {
    name: 'argo/job-lifetime',
    severity: 'error',
    demands: 'A Job that Argo CD applies does not remove itself when it is done, unless it is a hook.',
    why: 'Argo CD finds it missing and applies it again, so that it runs for ever: a job that adds a learner asks for another membership change each time.',
    source: 'Kubernetes documentation, "Automatic Cleanup for Finished Jobs"; Argo CD documentation, "Automated Sync": self-healing.',
  },
  ['Job'],
  (object, _, { system, plan }) => {
    const seconds = numberAt(object.data, 'spec', 'ttlSecondsAfterFinished');
    if (seconds === undefined || !(system || plan?.fleet.delivery) || annotationOf(object, hookKey) !== undefined) return [];
    return [
      {
        path: ['spec', 'ttlSecondsAfterFinished'],
        problem: `it is removed ${seconds} s after its end, and Argo CD then runs it again`,
        fix: 'remove ttlSecondsAfterFinished',
      },
    ];
  },
);
