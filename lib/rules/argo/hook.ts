import { hookKey } from '../../manifests/delivery/sync';
import { annotationOf } from '../../manifests/objects/applied-object';
import { objectRule } from '../rule';

const runs: ReadonlySet<string> = new Set(['Job', 'Pod']);
const holdsData: ReadonlySet<string> = new Set(['Namespace', 'PersistentVolumeClaim', 'StatefulSet']);

/** Only objects that run to completion are hooks. */
export const onlyJobsAreHooks = objectRule(
  {
    name: 'argo/hook',
    severity: 'error',
    demands: 'In a Raft system only Jobs and Pods are hooks of a sync. Nowhere is an object that holds data a hook.',
    why: 'Argo CD deletes a hook before each sync and creates it again: with every commit members would stop and names would vanish.',
    source: 'Argo CD documentation, "Resource Hooks": BeforeHookCreation is the default deletion policy.',
  },
  [],
  (object, _, { system }) => {
    const hook = annotationOf(object, hookKey);
    if (hook === undefined || runs.has(object.kind) || !(system || holdsData.has(object.kind))) return [];
    const problem =
      hook === 'Skip'
        ? 'Argo CD skips it in every sync'
        : `it is a ${hook} hook, and Argo CD deletes hooks and creates them again at every sync`;
    return [{ path: ['metadata', 'annotations', hookKey], problem, fix: `remove the annotation ${hookKey}` }];
  },
);
