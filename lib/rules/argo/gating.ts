import { annotationOf } from '../../manifests/objects/applied-object';
import { textAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

const ignore = 'argocd.argoproj.io/ignore-healthcheck';

/** Argo CD sees whether an update of members is complete. */
export const memberGating = objectRule(
  {
    name: 'argo/gating',
    severity: 'error',
    demands: 'Members are updated by RollingUpdate, and Argo CD counts their health.',
    why: 'With OnDelete, Argo CD reports members as healthy before any of them is updated, and goes on to the next cluster. A member that is evicted comes back with the new version: an upgrade that nobody started.',
    source: 'Argo CD gitops-engine, pkg/health/health_statefulset.go; Kubernetes pkg/controller/statefulset, newVersionedStatefulSetPod.',
  },
  ['StatefulSet'],
  (object, { seat }) => {
    if (!seat) return [];
    const type = textAt(object.data, 'spec', 'updateStrategy', 'type') ?? 'RollingUpdate';
    const found: ObjectFound[] = [];
    if (type !== 'RollingUpdate') {
      found.push({
        path: ['spec', 'updateStrategy', 'type'],
        problem: `its update strategy is ${type}, so it counts as healthy before any member is updated`,
        fix: "set it to 'RollingUpdate', with a partition that freezes it",
      });
    }
    if (annotationOf(object, ignore) === 'true') {
      found.push({
        path: ['metadata', 'annotations', ignore],
        problem: 'Argo CD does not count the health of its members',
        fix: `remove the annotation ${ignore}`,
      });
    }
    return found;
  },
);
