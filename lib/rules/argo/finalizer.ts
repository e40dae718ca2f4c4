import { unitOf } from '../../manifests/delivery/applications';
import { listAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Deleting an Application deletes only the Application. */
export const cascadingDeletion = objectRule(
  {
    name: 'argo/finalizer',
    severity: 'warning',
    demands: 'Applications of Raft systems have no finalizer that deletes what they applied.',
    why: 'Applications are deleted by mistake more often than systems are. With the finalizer, Services, policies, budgets and records are deleted at once; only objects that need a confirmation stay.',
    source: 'Argo CD documentation, "App Deletion": cascading deletion by resources-finalizer.argocd.argoproj.io.',
  },
  ['Application', 'ApplicationSet'],
  (object, _, { plan }) => {
    const unit = unitOf(object);
    if (!plan?.systems.some(({ name }) => name === unit)) return [];
    const metadata = object.kind === 'ApplicationSet' ? ['spec', 'template', 'metadata'] : ['metadata'];
    const path = [...metadata, 'finalizers'];
    return listAt(object.data, ...path).flatMap((finalizer, position) =>
      typeof finalizer === 'string' && finalizer.startsWith('resources-finalizer.argocd.argoproj.io')
        ? [
            {
              path: [...path, position],
              problem: 'when it is deleted, names, policies and budgets of the members are deleted too',
              fix: 'remove the finalizer, and delete a system by its runbook',
            },
          ]
        : [],
    );
  },
);
