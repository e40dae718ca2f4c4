/**
 * Kinds by what others need of them, the first before all others: `kubectl apply -f` sends a file's objects one after the other, and
 * the server refuses one whose namespace or definition is not there yet.
 *
 * An object that merely waits for another, as a pod does for its ConfigMap, comes after it too: nothing then restarts or is retried.
 */
const order: readonly (readonly string[])[] = [
  ['/Namespace'],
  // Whatever objects of other kinds are of, or name, in the whole cluster.
  [
    'apiextensions.k8s.io/CustomResourceDefinition',
    'networking.k8s.io/IngressClass',
    'node.k8s.io/RuntimeClass',
    'scheduling.k8s.io/PriorityClass',
    'storage.k8s.io/StorageClass',
  ],
  ['/ServiceAccount'],
  ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/Role'],
  // A role that is not there cannot be bound by somebody who has not all rights.
  ['rbac.authorization.k8s.io/ClusterRoleBinding', 'rbac.authorization.k8s.io/RoleBinding'],
  ['/ConfigMap', '/Secret'],
  ['/PersistentVolume', '/PersistentVolumeClaim'],
  ['/Service', '/Endpoints', 'discovery.k8s.io/EndpointSlice'],
  // What holds for pods holds for the first one too: no pod runs before the policy that isolates it.
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
  // What needs workloads and Services that are there.
  ['autoscaling/HorizontalPodAutoscaler', 'networking.k8s.io/Ingress'],
];

/** What answers for other requests: as long as its own pods do not run, it refuses whatever comes after it. */
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
 * The place of a kind in a file: objects of a lower rank come first, those of one rank in any order.
 *
 * Kinds that are not Kubernetes' own come last but one: their definitions may come with an operator that is installed meanwhile.
 * @param group API group of the kind; empty for the core
 */
export function applyRank(group: string, kind: string): number {
  const name = `${group}/${kind}`;
  return ranks.get(name) ?? (answering.has(name) ? order.length + 1 : order.length);
}
