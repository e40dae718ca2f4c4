import { quantityOf } from '../../manifests/api/quantity';
import { valueText } from '../../manifests/objects/value-text';
import { containersOf, podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Other containers cannot use up the memory of members. */
export const memoryLimit = objectRule(
  {
    name: 'resources/limit',
    severity: 'warning',
    demands: 'Every container has a memory limit.',
    why: 'A container without a limit can use up the memory of its node. The kernel then chooses a process to kill, which may be a member.',
    source: 'Kubernetes documentation, "Resource Management for Pods and Containers"; "Node out of memory behavior".',
  },
  workloadKinds,
  (object, { seat }) => {
    // The rule resources/memory is stricter, and is for members.
    const template = seat && object.kind === 'StatefulSet' ? undefined : podTemplate(object);
    if (!template) return [];
    return containersOf(template).flatMap(({ data, path, name }) => {
      const limit = valueAt(data, 'resources', 'limits', 'memory');
      if ((quantityOf(limit) ?? 0n) > 0n) return [];
      const problem = `the memory limit of container ${name} is ${valueText(limit)}`;
      return [{ path: [...path, 'resources', 'limits', 'memory'], problem, fix: 'set it to the maximum that the container needs' }];
    });
  },
);
