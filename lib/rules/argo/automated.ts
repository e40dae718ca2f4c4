import { annotationOf } from '../../manifests/objects/applied-object';
import { isObject, valueAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';
import { oneApplication } from './application';

const skip = 'argocd.argoproj.io/skip-reconcile';
const path = ['spec', 'syncPolicy', 'automated'];

/** A commit reaches its cluster without a person. */
export const automatedSync = objectRule(
  {
    name: 'argo/automated',
    severity: 'error',
    demands: 'Applications are synchronized by every commit, undo changes by hand, remove what is gone, and never remove everything.',
    why: 'A failover is a commit: a cluster that does not follow it goes on as if nothing had happened, and what it should have removed, an old record or a policy, stays. An empty folder is a mistake and no order.',
    source: 'Argo CD documentation, "Automated Sync Policy": enabled, prune, selfHeal, allowEmpty; "Skip Application Reconcile".',
    follows: [oneApplication],
  },
  ['Application', 'ApplicationSet'],
  (object, _, { plan }) => {
    if (!plan?.fleet.delivery) return [];
    const found: ObjectFound[] = [];
    if (annotationOf(object, skip) === 'true') {
      found.push({
        path: ['metadata', 'annotations', skip],
        problem: 'Argo CD does not look at it at all',
        fix: `remove the annotation ${skip}`,
      });
    }
    // A RollingSync synchronizes by itself.
    if (object.kind !== 'Application') return found;
    const policy = valueAt(object.data, ...path);
    if (!isObject(policy) || policy['enabled'] === false) {
      const problem = 'it is synchronized only by hand, so a commit that fails over is not applied';
      return [...found, { path, problem, fix: 'make automated.enabled true' }];
    }
    if (policy['selfHeal'] !== true) {
      found.push({ path: [...path, 'selfHeal'], problem: 'what somebody changes by hand stays changed', fix: 'make it true' });
    }
    if (policy['prune'] !== true) {
      found.push({ path: [...path, 'prune'], problem: 'what is no longer in the folder stays in the cluster', fix: 'make it true' });
    }
    if (policy['allowEmpty'] === true) {
      found.push({ path: [...path, 'allowEmpty'], problem: 'an empty folder removes everything', fix: 'remove it' });
    }
    return found;
  },
);
