import type { LoadBalancerAccess } from '../../domain/access';
import type { PartialFailure, Sessions } from '../../domain/client-terms';
import type { Cluster } from '../../domain/cluster';

/** What a load balancer connects to. */
export interface BalancerServer {
  /** `<cluster>.<member>`, or the number of the address in place of the member. No cluster's name holds a dot. */
  readonly name: string;
  /** An IP address, or a name that is asked for again and again. */
  readonly address: string;
  readonly port: number;
}

/** What a load balancer asks a server to know whether it serves. */
export type BalancerCheck =
  /** A GET; `port` is one of its own, else the server's. */
  | {
      readonly kind: 'http';
      readonly path: string;
      readonly host: string;
      readonly port: number | undefined;
      /** First digits of the statuses that pass. */
      readonly statuses: string;
      /** Whether it is asked over TLS. */
      readonly tls: boolean;
    }
  /** A connection. */
  | { readonly kind: 'tcp'; readonly port: number | undefined };

/** One cluster behind the load balancers, in the order in which clusters take over. */
export interface BalancedCluster {
  readonly cluster: string;
  /** Its share of the clients; all alike where clusters are in an order. */
  readonly share: number;
  /** Weight of each of its servers, 1 to 256: its share, divided over them. */
  readonly weight: number;
  readonly servers: readonly BalancerServer[];
}

/** What load balancers do for one port of the engine that serves clients. */
export interface BalancerRoute {
  /** Name of the port. */
  readonly name: string;
  /** Where clients connect: the engine's own port. */
  readonly port: number;
  readonly clusters: readonly BalancedCluster[];
}

/**
 * How the cluster of a client is chosen.
 *
 * `ordered`: the first that is healthy. `shared`: every server has its weight. `hashed`: the same cluster for the same source, by
 * share.
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
  /** Time between its leaving the Service and its end, in seconds: how long it takes until nobody is sent to it any more. */
  readonly pauseSeconds: number | undefined;
}

/** The load balancers of a system: where they run, and where they lead clients. */
export interface BalancerPlan {
  /** Name of all their objects. */
  readonly name: string;
  readonly system: string;
  readonly access: LoadBalancerAccess;
  /** By cluster index; a cluster that is named twice is one place. */
  readonly sites: readonly BalancerSite[];
  /** In each place. */
  readonly replicas: number;
  /** Where they say how they are: 8404, or the next that no client uses. */
  readonly healthPort: number;
  readonly choice: BalancerChoice;
  readonly check: BalancerCheck;
  readonly sessions: Sessions;
  readonly partialFailure: PartialFailure;
  readonly routes: readonly BalancerRoute[];
}
