/** An API that a range of versions serves. */
export interface ServedApi {
  readonly apiVersion: string;
  /** @default - all kinds of the version */
  readonly kinds?: readonly string[];
  /** First minor that serves it. @default - from the beginning */
  readonly since?: number;
  /** First minor that does not any more. @default - all serve it */
  readonly until?: number;
  /** What to write instead. */
  readonly instead: string;
}

/**
 * APIs of Kubernetes itself that not every version serves by default.
 *
 * Those of beta that are off by default are left out: a cluster may have them on.
 * Source: Kubernetes documentation, "Deprecated API Migration Guide"; the changelogs of 1.29 to 1.34.
 */
export const servedApis: readonly ServedApi[] = [
  { apiVersion: 'extensions/v1beta1', until: 22, instead: 'apps/v1 and networking.k8s.io/v1' },
  { apiVersion: 'apps/v1beta1', until: 16, instead: 'apps/v1' },
  { apiVersion: 'apps/v1beta2', until: 16, instead: 'apps/v1' },
  { apiVersion: 'networking.k8s.io/v1beta1', kinds: ['Ingress', 'IngressClass'], until: 22, instead: 'networking.k8s.io/v1' },
  { apiVersion: 'rbac.authorization.k8s.io/v1alpha1', until: 22, instead: 'rbac.authorization.k8s.io/v1' },
  { apiVersion: 'rbac.authorization.k8s.io/v1beta1', until: 22, instead: 'rbac.authorization.k8s.io/v1' },
  { apiVersion: 'apiextensions.k8s.io/v1beta1', until: 22, instead: 'apiextensions.k8s.io/v1' },
  { apiVersion: 'apiregistration.k8s.io/v1beta1', until: 22, instead: 'apiregistration.k8s.io/v1' },
  {
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    until: 22,
    instead: 'admissionregistration.k8s.io/v1',
  },
  { apiVersion: 'certificates.k8s.io/v1beta1', kinds: ['CertificateSigningRequest'], until: 22, instead: 'certificates.k8s.io/v1' },
  { apiVersion: 'coordination.k8s.io/v1beta1', kinds: ['Lease'], until: 22, instead: 'coordination.k8s.io/v1' },
  { apiVersion: 'scheduling.k8s.io/v1beta1', until: 22, instead: 'scheduling.k8s.io/v1' },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
    until: 22,
    instead: 'storage.k8s.io/v1',
  },
  { apiVersion: 'batch/v1beta1', until: 25, instead: 'batch/v1' },
  { apiVersion: 'discovery.k8s.io/v1beta1', until: 25, instead: 'discovery.k8s.io/v1' },
  { apiVersion: 'events.k8s.io/v1beta1', until: 25, instead: 'events.k8s.io/v1' },
  { apiVersion: 'autoscaling/v2beta1', until: 25, instead: 'autoscaling/v2' },
  { apiVersion: 'policy/v1beta1', kinds: ['PodDisruptionBudget'], until: 25, instead: 'policy/v1' },
  { apiVersion: 'policy/v1beta1', kinds: ['PodSecurityPolicy'], until: 25, instead: 'the labels of Pod Security Admission' },
  { apiVersion: 'node.k8s.io/v1beta1', until: 25, instead: 'node.k8s.io/v1' },
  { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta1', until: 26, instead: 'flowcontrol.apiserver.k8s.io/v1' },
  { apiVersion: 'autoscaling/v2beta2', until: 26, instead: 'autoscaling/v2' },
  { apiVersion: 'storage.k8s.io/v1beta1', kinds: ['CSIStorageCapacity'], until: 27, instead: 'storage.k8s.io/v1' },
  { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2', until: 29, instead: 'flowcontrol.apiserver.k8s.io/v1' },
  { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3', until: 32, instead: 'flowcontrol.apiserver.k8s.io/v1' },
  { apiVersion: 'flowcontrol.apiserver.k8s.io/v1', since: 29, instead: 'flowcontrol.apiserver.k8s.io/v1beta3' },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kinds: ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    since: 30,
    instead: 'a webhook, until the cluster is upgraded',
  },
  { apiVersion: 'networking.k8s.io/v1', kinds: ['IPAddress', 'ServiceCIDR'], since: 33, instead: 'networking.k8s.io/v1beta1' },
  { apiVersion: 'resource.k8s.io/v1', since: 34, instead: 'resource.k8s.io/v1beta1' },
  { apiVersion: 'storage.k8s.io/v1', kinds: ['VolumeAttributesClass'], since: 34, instead: 'storage.k8s.io/v1beta1' },
];
