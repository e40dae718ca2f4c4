import { workloadKinds } from '../../manifests/pods/workload';
import { objectRule } from '../rule';

/** Pods are in no shared or reserved namespace. */
export const reservedNamespace = objectRule(
  {
    name: 'pod-security/reserved-namespace',
    severity: 'error',
    demands: "No workload is in the namespace 'default' or in a namespace of Kubernetes itself.",
    why: "Policies, quotas and the pod security level belong to a namespace. All users share 'default', and namespaces with the prefix 'kube-' are privileged.",
    source: 'Kubernetes documentation, "Namespaces": kube- is reserved, and default is not for production.',
  },
  workloadKinds,
  ({ namespace }) =>
    namespace === 'default' || namespace.startsWith('kube-')
      ? [
          {
            path: ['metadata', 'namespace'],
            problem: `it creates pods in the namespace '${namespace}'`,
            fix: 'move it to another namespace',
          },
        ]
      : [],
);
