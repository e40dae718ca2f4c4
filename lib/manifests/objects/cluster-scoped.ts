/** Kinds without a namespace that manifests of applications may hold. */
const kinds =
  /^(Namespace|Cluster.*|CustomResourceDefinition|StorageClass|PriorityClass|IngressClass|RuntimeClass|PersistentVolume|Validating.*|Mutating.*|APIService|ZoneDelegation)$/;

/** Whether an object belongs to the cluster and to no namespace. A namespace that is given decides: users' kinds may have any name. */
export const clusterScoped = ({ kind, namespace }: { readonly kind: string; readonly namespace: string | undefined }): boolean =>
  (namespace === undefined || namespace === '') && kinds.test(kind);
