import { quantityOf } from '../../manifests/api/quantity';
import { valueText } from '../../manifests/objects/value-text';
import { containersOf, podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** What runs beside members does not take their memory. */
export const memoryLimit = objectRule(
  {
    name: 'resources/limit',
    severity: 'warning',
    demands: 'Every container has a memory limit.',
    why: 'A container that grows without a limit takes the memory of its node, and the kernel chooses whom to kill: it may be a member.',
    source: 'Kubernetes documentation, "Resource Management for Pods and Containers"; "Node out of memory behavior".',
  },
  workloadKinds,
  (object, { seat }) => {
    // For members there is a rule of its own, which asks for more.
    const template = seat && object.kind === 'StatefulSet' ? undefined : podTemplate(object);
    if (!template) return [];
    return containersOf(template).flatMap(({ data, path, name }) => {
      const limit = valueAt(data, 'resources', 'limits', 'memory');
      if ((quantityOf(limit) ?? 0n) > 0n) return [];
      const problem = `the memory limit of container ${name} is ${valueText(limit)}`;
      return [{ path: [...path, 'resources', 'limits', 'memory'], problem, fix: 'set it to the most that the container needs' }];
    });
  },
);
