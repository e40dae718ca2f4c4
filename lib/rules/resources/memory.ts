import { quantityOf } from '../../manifests/api/quantity';
import { valueText } from '../../manifests/objects/value-text';
import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** A member requests all memory that it may use. */
export const memberMemory = objectRule(
  {
    name: 'resources/memory',
    severity: 'error',
    demands: 'Every container of a member has a memory limit, and its request equals the limit.',
    why: 'When a node runs out of memory, pods above their requests are evicted or killed first: several members at once, and each is a lost vote. Without a limit, a member can cause the loss of other pods.',
    source: 'Kubernetes documentation, "Node-pressure Eviction": pods above their requests are evicted first.',
  },
  ['StatefulSet'],
  (object, { seat }) => {
    const template = seat && podTemplate(object);
    if (!template) return [];
    return containersOf(template).flatMap(({ data, path, name }) => {
      const limit = valueAt(data, 'resources', 'limits', 'memory');
      const most = quantityOf(limit);
      if (most === undefined || most <= 0n) {
        const problem = `the memory limit of container ${name} is ${valueText(limit)}`;
        return [{ path: [...path, 'resources', 'limits', 'memory'], problem, fix: 'set limit and request to what the member needs' }];
      }
      // The default of the request is the limit.
      const request = valueAt(data, 'resources', 'requests', 'memory') ?? limit;
      if (quantityOf(request) === most) return [];
      const problem = `container ${name} requests ${valueText(request)} of memory and may use ${valueText(limit)}`;
      return [{ path: [...path, 'resources', 'requests', 'memory'], problem, fix: 'set both to the same value' }];
    });
  },
);
