import { containersOf, podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { objectRule } from '../rule';

/** A node without the image may pull it. */
export const pullPolicy = objectRule(
  {
    name: 'images/pull-policy',
    severity: 'error',
    demands: "No container has the image pull policy 'Never'.",
    why: 'After the loss of its node, a pod moves to another node. If that node does not have the image, the pod never starts.',
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
        fix: "set it to 'IfNotPresent'",
      }));
  },
);
