import { isWhole, quantityOf } from '../../manifests/api/quantity';
import { valueText } from '../../manifests/objects/value-text';
import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** A member is not throttled while its node has idle CPU. */
export const cpuLimit = objectRule(
  {
    name: 'resources/cpu-limit',
    severity: 'warning',
    demands: 'Members have no CPU limit, or a limit of whole CPUs that equals the request.',
    why: 'Once the limit is used up, every thread is stopped for the rest of each period of 100 ms. Heartbeats are late, and a busy leader loses its role although the node has idle CPU.',
    source:
      'Linux kernel documentation, "CFS Bandwidth Control"; Kubernetes, "Control CPU Management Policies": static for whole processors.',
  },
  ['StatefulSet'],
  (object, { seat }) => {
    const template = seat && podTemplate(object);
    if (!template) return [];
    return containersOf(template).flatMap(({ data, path, name, init }) => {
      const limit = valueAt(data, 'resources', 'limits', 'cpu');
      const most = quantityOf(limit);
      if (init || most === undefined) return [];
      const request = quantityOf(valueAt(data, 'resources', 'requests', 'cpu')) ?? most;
      if (isWhole(most) && request === most) return [];
      const problem = `container ${name} has a CPU limit of ${valueText(limit)}, and is throttled whenever it has used that up`;
      return [
        {
          path: [...path, 'resources', 'limits', 'cpu'],
          problem,
          fix: 'remove the limit, or set request and limit to the same number of whole CPUs',
        },
      ];
    });
  },
);
