import { valueText } from '../../manifests/objects/value-text';
import { containersOf, podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** A container writes only to its volumes. */
export const readOnlyRoot = objectRule(
  {
    name: 'pod-security/read-only-root',
    severity: 'warning',
    demands: 'The root file system of every container is read-only.',
    why: 'Data that a member writes outside its volume is lost at each restart, and an attacker can change its programs.',
    source: 'NSA/CISA Kubernetes Hardening Guide 1.1, "Immutable container file systems".',
  },
  workloadKinds,
  object => {
    const template = podTemplate(object);
    if (!template) return [];
    return containersOf(template).flatMap(({ data, path, name }) => {
      const value = valueAt(data, 'securityContext', 'readOnlyRootFilesystem');
      return value === true
        ? []
        : [
            {
              path: [...path, 'securityContext', 'readOnlyRootFilesystem'],
              problem: `readOnlyRootFilesystem of container ${name} is ${valueText(value)}`,
              fix: 'set it to true, and mount an emptyDir where the container writes, such as /tmp',
            },
          ];
    });
  },
);
