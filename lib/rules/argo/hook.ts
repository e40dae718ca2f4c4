import { hookKey } from '../../manifests/delivery/sync';
import { annotationOf } from '../../manifests/objects/applied-object';
import { objectRule } from '../rule';

const runs: ReadonlySet<string> = new Set(['Job', 'Pod']);
const holdsData: ReadonlySet<string> = new Set(['Namespace', 'PersistentVolumeClaim', 'StatefulSet']);

/** Only what runs to its end is a hook. */
export const onlyJobsAreHooks = objectRule(
  {
    name: 'argo/hook',
    severity: 'error',
    demands: 'Of a Raft system only jobs are hooks of a sync, and nothing that holds data is one anywhere.',
    why: 'Argo CD deletes a hook before each sync and creates it anew: members would stop, and names would vanish, with every commit.',
    source: 'Argo CD documentation, "Resource Hooks": BeforeHookCreation is the default deletion policy.',
  },
  [],
  (object, _, { system }) => {
    const hook = annotationOf(object, hookKey);
    if (hook === undefined || runs.has(object.kind) || !(system || holdsData.has(object.kind))) return [];
    const problem =
      hook === 'Skip'
        ? 'Argo CD leaves it out of every sync'
        : `it is a ${hook} hook, which Argo CD deletes and creates anew at every sync`;
    return [{ path: ['metadata', 'annotations', hookKey], problem, fix: `remove the annotation ${hookKey}` }];
  },
);
