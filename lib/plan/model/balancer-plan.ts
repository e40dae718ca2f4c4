import type { LoadBalancerAccess } from '../../domain/access';
import type { PartialFailure, Sessions } from '../../domain/client-terms';
import type { Cluster } from '../../domain/cluster';

/** One server behind a load balancer. */
export interface BalancerServer {
  /** `<cluster>.<member>`; for an endpoint that is no member, `<cluster>.<position>`. No cluster's name holds a dot. */
  readonly name: string;
  /** An IP address, or a name that HAProxy resolves again and again. */
  readonly address: string;
  readonly port: number;
}

/** The health check by which a load balancer finds out whether a server can serve. */
export type BalancerCheck =
  /** An HTTP GET. Without `port` it goes to the server's own port. */
  | {
      readonly kind: 'http';
      readonly path: string;
      readonly host: string;
      readonly port: number | undefined;
      /** First digits of the statuses that pass. */
      readonly statuses: string;
      /** Whether the check uses TLS. */
      readonly tls: boolean;
    }
  /** A TCP connection. */
  | { readonly kind: 'tcp'; readonly port: number | undefined };

/** One cluster behind the load balancers, in the order in which clusters take over. */
export interface BalancedCluster {
  readonly cluster: string;
  /** Its share of the clients; equal for all clusters where they take over in order. */
  readonly share: number;
  /** Weight of each of its servers, 1 to 256: its share, divided among them. */
  readonly weight: number;
  readonly servers: readonly BalancerServer[];
}

/** How load balancers route one client port of the engine. */
export interface BalancerRoute {
  /** Name of the port. */
  readonly name: string;
  /** The port that clients connect to: the engine's own. */
  readonly port: number;
  readonly clusters: readonly BalancedCluster[];
}

/**
 * How a load balancer chooses the cluster of a client.
 *
 * `ordered`: the first healthy cluster. `shared`: any healthy server, by weight. `hashed`: by a hash of the source address, so that
 * one source keeps its cluster, and each cluster gets its share of the sources.
 */
export type BalancerChoice =
  | { readonly kind: 'ordered'; readonly failback: 'manual' | 'automatic' }
  | { readonly kind: 'shared' }
  | { readonly kind: 'hashed' };

/** The load balancers in one cluster. */
export interface BalancerSite {
  readonly cluster: Cluster;
  /** Addresses at which clients reach them from outside. */
  readonly addresses: readonly string[];
  /** Ranges that clients come from. */
  readonly clientCidrs: readonly string[];
  /** Ranges that other clusters see as the source of this cluster's pods. */
  readonly memberCidrs: readonly string[];
  /**
   * Seconds between a pod's removal from the Service and its stop signal, in which clients stop being sent to it; undefined before
   * Kubernetes 1.30.
   */
  readonly pauseSeconds: number | undefined;
}

/** The load balancers of a system: where they run, and to which clusters they route clients. */
export interface BalancerPlan {
  /** Name of all their objects. */
  readonly name: string;
  readonly system: string;
  readonly access: LoadBalancerAccess;
  /** Ordered by cluster index; a cluster that is declared twice is one site. */
  readonly sites: readonly BalancerSite[];
  /** Pods in each site. */
  readonly replicas: number;
  /** Port of their own health endpoint: 8404, or the next number that is no client port. */
  readonly healthPort: number;
  /** Name of the health port, which no client port has. */
  readonly healthPortName: string;
  readonly choice: BalancerChoice;
  readonly check: BalancerCheck;
  readonly sessions: Sessions;
  readonly partialFailure: PartialFailure;
  readonly routes: readonly BalancerRoute[];
}
