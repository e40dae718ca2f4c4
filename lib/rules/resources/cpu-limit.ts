import { isWhole, quantityOf } from '../../manifests/api/quantity';
import { valueText } from '../../manifests/objects/value-text';
import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** A member is never made to wait while its node is idle. */
export const cpuLimit = objectRule(
  {
    name: 'resources/cpu-limit',
    severity: 'warning',
    demands: 'Members have no CPU limit, or whole processors of which they request as many.',
    why: 'A limit stops every thread for the rest of each 100 ms once its share is used up: heartbeats are late, and a busy leader loses its place although the node has time to spare.',
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
      const problem = `container ${name} has a CPU limit of ${valueText(limit)}, and is stopped whenever it has used that up`;
      return [
        {
          path: [...path, 'resources', 'limits', 'cpu'],
          problem,
          fix: 'remove the limit, or request and allow the same number of whole processors',
        },
      ];
    });
  },
);
