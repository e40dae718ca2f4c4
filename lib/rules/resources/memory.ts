import { quantityOf } from '../../manifests/api/quantity';
import { valueText } from '../../manifests/objects/value-text';
import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** A member gets the memory that it may use. */
export const memberMemory = objectRule(
  {
    name: 'resources/memory',
    severity: 'error',
    demands: 'Every container of a member has a memory limit, and requests as much.',
    why: 'What is not requested is taken away when a node runs out of memory: members are killed just then, several at a time, and each is a vote lost. Without a limit a member takes its neighbours along.',
    source: 'Kubernetes documentation, "Node-pressure Eviction": pods above their requests go first.',
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
        return [{ path: [...path, 'resources', 'limits', 'memory'], problem, fix: 'set it to what the member needs, and request as much' }];
      }
      // A request that is left out is the limit's.
      const request = valueAt(data, 'resources', 'requests', 'memory') ?? limit;
      if (quantityOf(request) === most) return [];
      const problem = `container ${name} requests ${valueText(request)} of memory and may use ${valueText(limit)}`;
      return [{ path: [...path, 'resources', 'requests', 'memory'], problem, fix: 'make both the same' }];
    });
  },
);
