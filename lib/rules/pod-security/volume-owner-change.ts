import { valueText } from '../../manifests/objects/value-text';
import { podTemplate } from '../../manifests/pods/workload';
import { numberAt, valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** A restart does not change the owner of every file of the log. */
export const volumeOwnerChange = objectRule(
  {
    name: 'pod-security/volume-owner-change',
    severity: 'warning',
    demands: 'The kubelet changes the owner of the files in a volume of members only if the root of the volume has another owner.',
    why: 'Otherwise it changes every file at each start, and a long log delays a restart for longer than the group can wait.',
    source: 'Kubernetes documentation, "Configure a Security Context for a Pod or Container": fsGroupChangePolicy.',
  },
  ['StatefulSet'],
  (object, { seat }) => {
    const template = seat && podTemplate(object);
    if (!template || numberAt(template.spec, 'securityContext', 'fsGroup') === undefined) return [];
    const policy = valueAt(template.spec, 'securityContext', 'fsGroupChangePolicy');
    if (policy === 'OnRootMismatch') return [];
    return [
      {
        path: [...template.specPath, 'securityContext', 'fsGroupChangePolicy'],
        problem: `fsGroupChangePolicy is ${valueText(policy)}, so each start changes the owner of every file of the volume`,
        fix: "set it to 'OnRootMismatch'",
      },
    ];
  },
);
