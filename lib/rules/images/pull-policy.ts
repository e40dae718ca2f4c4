import { containersOf, podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { objectRule } from '../rule';

/** A node that does not have an image yet may fetch it. */
export const pullPolicy = objectRule(
  {
    name: 'images/pull-policy',
    severity: 'error',
    demands: "No container has the image pull policy 'Never'.",
    why: 'A pod that moves to a node without the image, after the loss of the one that it ran on, never starts there.',
    source: 'Kubernetes documentation, "Images": image pull policy.',
  },
  workloadKinds,
  object => {
    const template = podTemplate(object);
    if (!template) return [];
    return containersOf(template)
      .filter(({ data }) => data['imagePullPolicy'] === 'Never')
      .map(({ path, name }) => ({
        path: [...path, 'imagePullPolicy'],
        problem: `container ${name} starts only on nodes that already have its image: imagePullPolicy is 'Never'`,
        fix: "make it 'IfNotPresent'",
      }));
  },
);
