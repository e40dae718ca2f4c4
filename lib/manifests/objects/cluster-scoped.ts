/** Kinds without a namespace that occur in manifests of applications. */
const kinds =
  /^(Namespace|Cluster.*|CustomResourceDefinition|StorageClass|PriorityClass|IngressClass|RuntimeClass|PersistentVolume|Validating.*|Mutating.*|APIService|ZoneDelegation)$/;

/** Whether an object is cluster-scoped. An object that names a namespace is not, whatever its kind: users' kinds may have any name. */
export const clusterScoped = ({ kind, namespace }: { readonly kind: string; readonly namespace: string | undefined }): boolean =>
  (namespace === undefined || namespace === '') && kinds.test(kind);
