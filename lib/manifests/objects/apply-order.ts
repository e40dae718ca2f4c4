/**
 * Kinds in the order in which they are applied: an object comes after what it needs. `kubectl apply -f` sends the objects of a file one
 * after the other, and the API server refuses an object whose namespace or definition does not exist yet.
 *
 * An object that only waits for another one, as a pod does for its ConfigMap, comes after it too, so that nothing restarts or is retried.
 */
const order: readonly (readonly string[])[] = [
  ['/Namespace'],
  // Cluster-wide definitions and classes that other objects refer to.
  [
    'apiextensions.k8s.io/CustomResourceDefinition',
    'networking.k8s.io/IngressClass',
    'node.k8s.io/RuntimeClass',
    'scheduling.k8s.io/PriorityClass',
    'storage.k8s.io/StorageClass',
  ],
  ['/ServiceAccount'],
  ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/Role'],
  // Binding a role that does not exist yet is refused, unless the user has the right to bind any role.
  ['rbac.authorization.k8s.io/ClusterRoleBinding', 'rbac.authorization.k8s.io/RoleBinding'],
  ['/ConfigMap', '/Secret'],
  ['/PersistentVolume', '/PersistentVolumeClaim'],
  ['/Service', '/Endpoints', 'discovery.k8s.io/EndpointSlice'],
  // Limits and policies come before pods, so that they hold for the first pod too: no pod runs before the policy that isolates it.
  ['/LimitRange', '/ResourceQuota', 'networking.k8s.io/NetworkPolicy', 'policy/PodDisruptionBudget'],
  [
    '/Pod',
    '/ReplicationController',
    'apps/DaemonSet',
    'apps/Deployment',
    'apps/ReplicaSet',
    'apps/StatefulSet',
    'batch/CronJob',
    'batch/Job',
  ],
  // Objects that need existing workloads and Services.
  ['autoscaling/HorizontalPodAutoscaler', 'networking.k8s.io/Ingress'],
];

/** Objects by which pods take part in API requests. While those pods do not run, later requests are refused. */
const answering: ReadonlySet<string> = new Set([
  'admissionregistration.k8s.io/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiregistration.k8s.io/APIService',
]);

const ranks: ReadonlyMap<string, number> = new Map(order.flatMap((kinds, rank) => kinds.map(kind => [kind, rank] as const)));

/**
 * The rank of a kind in a file. Objects of a lower rank come first; those of one rank may have any order.
 *
 * Kinds that are not part of Kubernetes come last but one: an operator that is applied before them may bring their definitions.
 * @param group API group of the kind; empty for the core
 */
export function applyRank(group: string, kind: string): number {
  const name = `${group}/${kind}`;
  return ranks.get(name) ?? (answering.has(name) ? order.length + 1 : order.length);
}
