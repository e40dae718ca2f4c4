import { quantityOf } from '../../manifests/api/quantity';
import { valueText } from '../../manifests/objects/value-text';
import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** A member gets CPU time when its node is busy. */
export const memberCpu = objectRule(
  {
    name: 'resources/requests',
    severity: 'error',
    demands: 'Every container of a member requests CPU.',
    why: 'A busy node divides CPU time by requests. A member without one sends its heartbeats late, and its group holds elections again and again.',
    source:
      'HashiCorp Consul documentation, "Server Performance": CPU starvation causes spurious elections; Kubernetes, "Resource Management".',
  },
  ['StatefulSet'],
  (object, { seat }) => {
    const template = seat && podTemplate(object);
    if (!template) return [];
    return containersOf(template).flatMap(({ data, path, name }) => {
      // The default of the request is the limit.
      const request = valueAt(data, 'resources', 'requests', 'cpu') ?? valueAt(data, 'resources', 'limits', 'cpu');
      if ((quantityOf(request) ?? 0n) > 0n) return [];
      const problem = `the CPU request of container ${name} is ${valueText(request)}`;
      return [{ path: [...path, 'resources', 'requests', 'cpu'], problem, fix: "set it, for example to '250m'" }];
    });
  },
);
