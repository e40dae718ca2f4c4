import { podTemplate } from '../../manifests/pods/workload';
import { numberAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Members can write to their volumes. */
export const volumeOwner = objectRule(
  {
    name: 'pod-security/volume-owner',
    severity: 'error',
    demands: 'The pods of members have an fsGroup, which becomes the group of their volumes.',
    why: 'A new volume belongs to root. A member that does not run as root cannot write its log and never starts.',
    source: 'Kubernetes documentation, "Configure a Security Context for a Pod or Container": fsGroup.',
  },
  ['StatefulSet'],
  (object, { seat }) => {
    const template = seat && podTemplate(object);
    if (!template || numberAt(template.spec, 'securityContext', 'fsGroup') !== undefined) return [];
    return [
      {
        path: [...template.specPath, 'securityContext', 'fsGroup'],
        problem: 'its pods have no fsGroup, so a new volume belongs to root and no member can write to it',
        fix: 'set fsGroup to the group of the engine',
      },
    ];
  },
);
