import { type ApiServer, type Cluster, type ClusterGateway, gatewayNamespace, ingressNamespace } from '../../domain/cluster';
import type { Network } from '../../domain/network';

/** The facts of one cluster, in `fleet.json`. */
export interface ClusterDocument
  extends Pick<
    Cluster,
    'name' | 'index' | 'region' | 'zones' | 'kubernetes' | 'podCidrs' | 'serviceCidrs' | 'clusterDomain' | 'storageClass'
  > {
  /** The ranges that other clusters see as the addresses of its members. */
  readonly memberCidrs: readonly string[];
  /** Ranges of DNS servers that its members may use besides kube-dns. */
  readonly dnsCidrs: readonly string[];
  readonly apiServer: ApiServer | null;
  /** Namespace of its ingress controller. */
  readonly ingressNamespace: string | null;
  /** Class of the Ingresses that its ingress controller handles. */
  readonly ingressClass: string | null;
  /** The existing Gateway of the cluster, and the namespace of the Gateway's pods. */
  readonly gateway: { readonly name: string; readonly namespace: string; readonly podNamespace: string } | null;
  /** Whether it is gone for ever; left out where it is not. */
  readonly lost?: true;
}

export const clusterDocument = (cluster: Cluster, network: Network): ClusterDocument => {
  const { name, index, region, zones, kubernetes, podCidrs, serviceCidrs, clusterDomain, storageClass } = cluster;
  return {
    name,
    index,
    region,
    zones,
    kubernetes,
    podCidrs,
    serviceCidrs,
    clusterDomain,
    storageClass,
    memberCidrs: network.bind(cluster).cidrs,
    dnsCidrs: cluster.dnsCidrs ?? [],
    apiServer: cluster.apiServer ?? null,
    ingressNamespace: cluster.ingress ? ingressNamespace(cluster.ingress) : null,
    ingressClass: cluster.ingress?.className ?? null,
    gateway: cluster.gateway ? gatewayDocument(cluster.gateway) : null,
    ...(cluster.lost ? { lost: true } : {}),
  };
};

const gatewayDocument = (gateway: ClusterGateway): ClusterDocument['gateway'] => ({
  name: gateway.name,
  namespace: gateway.namespace,
  podNamespace: gatewayNamespace(gateway),
});
