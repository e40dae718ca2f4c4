import { objectText } from '../../manifests/objects/applied-object';
import { inOneNamespace, objectsAround } from '../../manifests/objects/cluster-objects';
import { memberPool } from '../../manifests/pods/member-pool';
import { textAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** No autoscaler changes the number of members. */
export const autoscaler = objectRule(
  {
    name: 'membership/autoscaler',
    severity: 'error',
    demands: 'No autoscaler targets a StatefulSet of members.',
    why: 'An autoscaler adds members that the group does not know, and removes votes that count for the quorum. Only the group itself adds and removes members, one at a time.',
    source: 'etcd documentation, "Runtime reconfiguration"; Kubernetes, "Horizontal Pod Autoscaling".',
  },
  ['HorizontalPodAutoscaler', 'ScaledObject'],
  (object, cluster, unit) => {
    const name = textAt(object.data, 'spec', 'scaleTargetRef', 'name');
    const kind = textAt(object.data, 'spec', 'scaleTargetRef', 'kind');
    if (kind !== 'StatefulSet') return [];
    const target = objectsAround(cluster, 'StatefulSet').some(
      set => set.name === name && inOneNamespace(cluster, set.namespace, object.namespace) && memberPool(set, cluster, unit) !== undefined,
    );
    if (!target) return [];
    return [
      {
        path: ['spec', 'scaleTargetRef', 'name'],
        problem: `${objectText(object)} scales StatefulSet ${name}, whose pods are members with votes`,
        fix: 'remove it; size the members instead, or change the topology',
      },
    ];
  },
);
