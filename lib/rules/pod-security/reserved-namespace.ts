import { workloadKinds } from '../../manifests/pods/workload';
import { objectRule } from '../rule';

/** Pods have a namespace of their own. */
export const reservedNamespace = objectRule(
  {
    name: 'pod-security/reserved-namespace',
    severity: 'error',
    demands: "Nothing that makes pods is put into 'default' or into a namespace of Kubernetes itself.",
    why: "Policies, quotas and the pod security level belong to a namespace: 'default' is everybody's, and the ones whose names begin with 'kube-' are privileged.",
    source: 'Kubernetes documentation, "Namespaces": kube- is reserved, and default is not for production.',
  },
  workloadKinds,
  ({ namespace }) =>
    namespace === 'default' || namespace.startsWith('kube-')
      ? [
          {
            path: ['metadata', 'namespace'],
            problem: `it makes pods in the namespace '${namespace}'`,
            fix: 'give them a namespace of their own',
          },
        ]
      : [],
);
