import { type ApiServer, type Cluster, type ClusterGateway, gatewayNamespace, ingressNamespace } from '../../domain/cluster';
import type { Network } from '../../domain/network';

/** One cluster: its facts. */
export interface ClusterDocument
  extends Pick<
    Cluster,
    'name' | 'index' | 'region' | 'zones' | 'kubernetes' | 'podCidrs' | 'serviceCidrs' | 'clusterDomain' | 'storageClass'
  > {
  /** The ranges under which its members appear in the other clusters. */
  readonly memberCidrs: readonly string[];
  /** Where its members may ask for names beside kube-dns. */
  readonly dnsCidrs: readonly string[];
  readonly apiServer: ApiServer | null;
  /** Namespace of its ingress controller. */
  readonly ingressNamespace: string | null;
  /** Class of the Ingresses that its controller acts on. */
  readonly ingressClass: string | null;
  /** The Gateway that it has already, and the namespace of its pods. */
  readonly gateway: { readonly name: string; readonly namespace: string; readonly podNamespace: string } | null;
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
  };
};

const gatewayDocument = (gateway: ClusterGateway): ClusterDocument['gateway'] => ({
  name: gateway.name,
  namespace: gateway.namespace,
  podNamespace: gatewayNamespace(gateway),
});
