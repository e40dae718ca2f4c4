import { objectText } from '../../manifests/objects/applied-object';
import { memberPool } from '../../manifests/pods/member-pool';
import { textAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Nothing that watches load changes how many members run. */
export const autoscaler = objectRule(
  {
    name: 'membership/autoscaler',
    severity: 'error',
    demands: 'No autoscaler targets a StatefulSet of members.',
    why: 'It adds members that the group does not know and takes away votes that the quorum is counted with. Members are added and removed one at a time, by the group itself.',
    source: 'etcd documentation, "Runtime reconfiguration"; Kubernetes, "Horizontal Pod Autoscaling".',
  },
  ['HorizontalPodAutoscaler', 'ScaledObject'],
  (object, cluster, unit) => {
    const name = textAt(object.data, 'spec', 'scaleTargetRef', 'name');
    const kind = textAt(object.data, 'spec', 'scaleTargetRef', 'kind');
    if (kind !== 'StatefulSet') return [];
    const target = cluster.objects.some(
      set => set.name === name && set.namespace === object.namespace && memberPool(set, cluster, unit) !== undefined,
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
