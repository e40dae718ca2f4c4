import { unitOf } from '../../manifests/delivery/applications';
import { listAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Who deletes an Application deletes the Application. */
export const cascadingDeletion = objectRule(
  {
    name: 'argo/finalizer',
    severity: 'warning',
    demands: 'Applications of Raft systems have no finalizer that deletes what they applied.',
    why: 'An Application is deleted by mistake more often than a system is: its Services, policies, budgets and records go at once, and only what asks for a confirmation stays.',
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
              problem: 'when it is deleted, names, policies and budgets of the members go with it',
              fix: 'remove the finalizer, and delete a system by its own runbook',
            },
          ]
        : [],
    );
  },
);
