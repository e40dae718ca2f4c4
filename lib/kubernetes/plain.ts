import type { k8s } from 'cdk8s-plus-28';
import type { KubernetesObject, Metadata } from '../domain/kubernetes-object';

/** Names that the typed classes of cdk8s-plus-28 spell differently from Kubernetes. */
type KubernetesKey<Key> = Key extends 'clusterIp'
  ? 'clusterIP'
  : Key extends 'loadBalancerIp'
    ? 'loadBalancerIP'
    : Key extends 'setHostnameAsFqdn'
      ? 'setHostnameAsFQDN'
      : Key extends 'hostIp'
        ? 'hostIP'
        : Key;

/** A typed L1 shape of cdk8s-plus-28 as plain data in Kubernetes' own field names: what is checked is what is printed. */
export type Plain<Shape> = Shape extends { readonly name: string; readonly value: string }
  ? { readonly [Key in keyof Shape]: Shape[Key] } // has a value too, and is none
  : Shape extends k8s.Quantity | k8s.IntOrString
    ? string | number
    : Shape extends string
      ? `${Shape}`
      : Shape extends readonly (infer Item)[]
        ? readonly Plain<Item>[]
        : Shape extends object
          ? { readonly [Key in keyof Shape as KubernetesKey<Key>]: Plain<Shape[Key]> }
          : Shape;

/** The kinds that this package renders, with their shapes and API versions. */
interface Kinds {
  ConfigMap: k8s.KubeConfigMapProps;
  ClusterRole: k8s.KubeClusterRoleProps;
  ClusterRoleBinding: k8s.KubeClusterRoleBindingProps;
  Deployment: k8s.KubeDeploymentProps;
  Ingress: k8s.KubeIngressProps;
  Job: k8s.KubeJobProps;
  Namespace: k8s.KubeNamespaceProps;
  NetworkPolicy: k8s.KubeNetworkPolicyProps;
  PersistentVolumeClaim: k8s.KubePersistentVolumeClaimProps;
  PodDisruptionBudget: k8s.KubePodDisruptionBudgetProps;
  Role: k8s.KubeRoleProps;
  RoleBinding: k8s.KubeRoleBindingProps;
  Service: k8s.KubeServiceProps;
  ServiceAccount: k8s.KubeServiceAccountProps;
  StatefulSet: k8s.KubeStatefulSetProps;
}

const apiVersions: { readonly [Kind in keyof Kinds]: string } = {
  ConfigMap: 'v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  Deployment: 'apps/v1',
  Ingress: 'networking.k8s.io/v1',
  Job: 'batch/v1',
  Namespace: 'v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  PersistentVolumeClaim: 'v1',
  PodDisruptionBudget: 'policy/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  Service: 'v1',
  ServiceAccount: 'v1',
  StatefulSet: 'apps/v1',
};

/** The fields of an object of a built-in kind, without apiVersion and kind. */
export type ObjectOf<Kind extends keyof Kinds> = Omit<Plain<Kinds[Kind]>, 'metadata'> & { readonly metadata: Metadata };

/** An object of a built-in kind, typed by cdk8s-plus-28 and stored as data. */
export const kubernetes = <Kind extends keyof Kinds>(kind: Kind, object: ObjectOf<Kind>): KubernetesObject & ObjectOf<Kind> => ({
  apiVersion: apiVersions[kind],
  kind,
  ...object,
});

type PodTemplate = NonNullable<NonNullable<Plain<k8s.KubeStatefulSetProps>['spec']>['template']>;

/** Parts of the shapes above, under names of their own. */
export type PodSpec = NonNullable<PodTemplate['spec']>;
export type Container = PodSpec['containers'][number];
export type Probe = NonNullable<Container['livenessProbe']>;
export type VolumeMount = NonNullable<Container['volumeMounts']>[number];
export type Volume = NonNullable<PodSpec['volumes']>[number];
export type NetworkPolicySpec = NonNullable<ObjectOf<'NetworkPolicy'>['spec']>;
export type PolicyRule = Plain<k8s.PolicyRule>;

/** Native `sleep` is newer than the API of cdk8s-plus-28. */
export type LifecycleHandler = NonNullable<NonNullable<Container['lifecycle']>['preStop']> & {
  readonly sleep?: { readonly seconds: number };
};
