import { madeFrom } from './made-from';

/** The ingress controller of a cluster, and where it answers. */
export interface IngressController {
  /** Name of the IngressClass. */
  readonly className: string;
  /** Where clients reach it: IPv4 or IPv6 addresses, or host names of a load balancer. At least one. */
  readonly addresses: readonly string[];
  /** Namespace that the controller's pods run in, which the network policies admit. @default 'ingress-nginx' */
  readonly namespace?: string;
}

/** The namespace that a controller's pods run in. */
export const ingressNamespace = ({ namespace }: IngressController): string => namespace ?? 'ingress-nginx';

/** A Gateway of the Gateway API that a cluster has already, and where it answers. */
export interface ClusterGateway {
  readonly name: string;
  readonly namespace: string;
  /** Where clients reach it: IPv4 or IPv6 addresses, or host names. At least one. */
  readonly addresses: readonly string[];
  /** Namespace that its pods run in, which the network policies admit. @default - `namespace` */
  readonly podNamespace?: string;
}

/** The namespace that a Gateway's pods run in. */
export const gatewayNamespace = ({ namespace, podNamespace }: ClusterGateway): string => podNamespace ?? namespace;

/** The Kubernetes API server as pods reach it. Needed only where pods ask it for their peers. */
export interface ApiServer {
  readonly cidrs: readonly string[];
  /** 1 to 65535. */
  readonly port: number;
}

/** One Kubernetes cluster. Plain facts, no logic. */
export interface Cluster {
  /** A DNS label, unique in the fleet; also the destination name in Argo CD and the folder of the output. */
  readonly name: string;
  /**
   * The cluster's number, 0 to 999. It is given once and never reused, not even after the cluster is gone.
   *
   * Member names come from it (`ordinals.start = index × stride`). With a reused number an old volume could join as another
   * member.
   * @immutable A change renames every member of the cluster.
   */
  readonly index: number;
  readonly region: string;
  /** The zones that have nodes. Members are spread over them; with one zone or none they are not. */
  readonly zones: readonly string[];
  /** Minor version of the API server, for example `1.34`. */
  readonly kubernetes: string;
  /** The ranges of pod addresses. Other clusters admit this cluster's members by them. */
  readonly podCidrs: readonly string[];
  readonly serviceCidrs: readonly string[];
  /** The DNS domain of the cluster. @default 'cluster.local' */
  readonly clusterDomain: string;
  /** The storage class of members' volumes. @immutable The API server refuses a changed claim template. */
  readonly storageClass: string;
  readonly ingress?: IngressController;
  readonly gateway?: ClusterGateway;
  /** Addresses of nodes at which node ports are reached: IPv4 or IPv6. At least one where a system has node ports. */
  readonly nodeAddresses?: readonly string[];
  readonly apiServer?: ApiServer;
  /** Addresses of a node-local DNS cache or of DNS outside the cluster, as CIDRs. @default - kube-dns in kube-system only */
  readonly dnsCidrs?: readonly string[];
  /**
   * Whether the cluster is gone for ever: its API server will never answer again. Nothing is rendered for it, and jobs of other clusters
   * remove the members that a ledger still has there. @default false
   */
  readonly lost?: boolean;
}

/** What a user declares about a cluster: its facts; those with a default may be left out. */
export type ClusterFacts = Omit<Cluster, 'clusterDomain'> & { readonly clusterDomain?: string };

export const Cluster = {
  /**
   * The facts of one cluster.
   * @example
   * ```ts
   * import { Cluster } from 'georaft';
   *
   * export const frankfurt = Cluster.of({
   *   name: 'frankfurt', index: 0, region: 'eu-central-1', zones: ['eu-central-1a', 'eu-central-1b'],
   *   kubernetes: '1.34', podCidrs: ['10.101.0.0/16'], serviceCidrs: ['10.201.0.0/16'], storageClass: 'standard',
   * });
   * ```
   */
  of: (facts: ClusterFacts): Cluster => madeFrom({ clusterDomain: 'cluster.local' }, facts),
  /** Clusters sorted by their numbers. Everything is rendered in this order, whatever order the fleet lists them in. */
  inOrder: (clusters: readonly Cluster[]): readonly Cluster[] => [...clusters].sort((a, b) => a.index - b.index),
} as const;
