import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { objectRule } from '../rule';

/** A member that restarts does not depend on a registry. */
export const alwaysPull = objectRule(
  {
    name: 'images/always-pull',
    severity: 'warning',
    demands: "Members do not have the image pull policy 'Always'.",
    why: 'With it the kubelet asks the registry at each start. While the registry does not answer, a member that restarts stays down, although its node has the image.',
    source: 'Kubernetes documentation, "Images": image pull policy. The image is pinned, so the copy on the node is right.',
  },
  ['StatefulSet'],
  (object, { seat }) => {
    const template = seat && podTemplate(object);
    if (!template) return [];
    return containersOf(template)
      .filter(({ data }) => data['imagePullPolicy'] === 'Always')
      .map(({ path, name }) => ({
        path: [...path, 'imagePullPolicy'],
        problem: `container ${name} asks the registry at each start: imagePullPolicy is 'Always'`,
        fix: "set it to 'IfNotPresent': the image is pinned",
      }));
  },
);
