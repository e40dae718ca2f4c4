import { podTemplate } from '../../manifests/pods/workload';
import { numberAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Members can write to their volumes. */
export const volumeOwner = objectRule(
  {
    name: 'pod-security/volume-owner',
    severity: 'error',
    demands: 'The pods of members have an fsGroup, so that their volumes belong to a group of theirs.',
    why: 'A new volume belongs to root: a member that is not root cannot write its log and never starts.',
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
        fix: 'set fsGroup to the group that the engine runs as',
      },
    ];
  },
);
