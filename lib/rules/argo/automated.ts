import { annotationOf } from '../../manifests/objects/applied-object';
import { isObject, valueAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';
import { oneApplication } from './application';

const skip = 'argocd.argoproj.io/skip-reconcile';
const path = ['spec', 'syncPolicy', 'automated'];

/** Argo CD applies a commit without a manual step. */
export const automatedSync = objectRule(
  {
    name: 'argo/automated',
    severity: 'error',
    demands:
      'Applications synchronize every commit, undo manual changes, remove objects that are no longer in Git, and never remove everything.',
    why: 'A failover is a commit. A cluster that does not apply it goes on as before, and an old record or policy that it should have removed stays. An empty folder is a mistake, not an order to remove everything.',
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
        problem: 'Argo CD ignores it completely',
        fix: `remove the annotation ${skip}`,
      });
    }
    // A RollingSync synchronizes the Applications of an ApplicationSet itself.
    if (object.kind !== 'Application') return found;
    const policy = valueAt(object.data, ...path);
    if (!isObject(policy) || policy['enabled'] === false) {
      const problem = 'it is synchronized only by hand, so a commit that fails over is not applied';
      return [...found, { path, problem, fix: 'set automated.enabled to true' }];
    }
    if (policy['selfHeal'] !== true) {
      found.push({ path: [...path, 'selfHeal'], problem: 'Argo CD does not undo manual changes', fix: 'set it to true' });
    }
    if (policy['prune'] !== true) {
      found.push({
        path: [...path, 'prune'],
        problem: 'objects that are no longer in the folder stay in the cluster',
        fix: 'set it to true',
      });
    }
    if (policy['allowEmpty'] === true) {
      found.push({ path: [...path, 'allowEmpty'], problem: 'an empty folder removes everything', fix: 'remove it' });
    }
    return found;
  },
);
