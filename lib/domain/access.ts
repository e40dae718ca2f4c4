import type { Duration, Size } from 'cdk8s';
import type { ClientRequirements } from './client-terms';
import type { Cluster } from './cluster';
import type { Exposure, GatewayListener, RouteKind } from './exposure';
import type { GatewayImplementation, OutlierDetection } from './gateway';
import type { HealthChecks } from './health-checks';
import { madeFrom } from './made-from';

/** A name that clients use. */
export interface ClientName {
  /** The name, inside the fleet's zone, without a trailing dot. */
  readonly host: string;
  /** How long resolvers keep the answer. 5 s to 1 h. */
  readonly ttl: Duration;
  /** How long clients keep an answer beyond its TTL. @default 30 s, what a Java client keeps */
  readonly clientCache?: Duration;
}

/** Clients follow a DNS name. */
export interface DnsAccess extends ClientName, ClientRequirements {
  readonly kind: 'dns';
  readonly exposure: Exposure;
  /** @default - none: an operator must commit the change that moves the name when its cluster is lost */
  readonly healthChecks?: HealthChecks;
}

/** A cluster that runs load balancers, and the addresses at which clients reach these load balancers. */
export interface LoadBalancerSite {
  readonly cluster: Cluster;
  /** IPv4 or IPv6 addresses. @default - none: only clients in this cluster use them */
  readonly addresses?: readonly string[];
}

/** Health checks that a load balancer makes. */
export interface LoadBalancerChecks {
  readonly interval: Duration;
  readonly timeout: Duration;
  /** Checks in a row that must fail, 1 to 10. */
  readonly fall: number;
  /** Checks in a row that must pass before the load balancer uses the server again, 1 to 10. */
  readonly rise: number;
}

/**
 * Clients connect to HAProxy. HAProxy runs in front of the clusters and forwards each connection to a healthy cluster of the group
 * that serves.
 *
 * Without `clientCidrs` the clients are the pods of the site's own cluster; with a `name` they are the pods of every cluster.
 *
 * Each process of HAProxy keeps a manual failback by itself. It stays with the cluster that it used last until it restarts, with a
 * new configuration or with the old one.
 *
 * With the exposures `loadBalancer` and `nodePorts` HAProxy's pods connect to load balancers or nodes of other clusters. Those admit
 * the pod ranges of the fleet and nothing else, so the connection must keep the pod's address. Most clusters masquerade connections
 * to addresses outside their own pod range behind a node's address. Switch that off for the fleet's addresses: otherwise the load
 * balancers of that cluster see every other cluster as down.
 */
export interface LoadBalancerAccess extends ClientRequirements {
  readonly kind: 'load-balancer';
  /** Where it runs. At least two clusters: with one, the loss of that cluster makes the system unreachable. */
  readonly sites: readonly LoadBalancerSite[];
  /** Image of HAProxy with a full version. 2.6 or newer. */
  readonly image: string;
  /** What HAProxy balances: connections, or requests of HTTP/1.1. */
  readonly protocol: 'tcp' | 'http';
  /** How HAProxy reaches each cluster. */
  readonly exposure: Exposure;
  readonly checks: LoadBalancerChecks;
  /** A name for the addresses of all sites. @default - none: clients use the Service in their own cluster */
  readonly name?: ClientName;
  /** How clients reach the load balancers of a site. @default - the Service's own address, inside the cluster */
  readonly frontend?: Extract<Exposure, { kind: 'load-balancer' | 'node-ports' | 'pod-addresses' }>;
  /** How long a client waits for a connection before it tries the next address of the name. @default 5 s */
  readonly connectTimeout?: Duration;
  /** Load balancers at each site. @default 2 */
  readonly replicas?: number;
  /** What each load balancer requests of its node. @default 100m and 128 MiB */
  readonly resources?: { readonly cpu: string; readonly memory: Size };
}

/**
 * Clients have an ordered list of endpoints and try one after the other.
 *
 * The list holds clusters of one group only. After the promotion of a standby with a group of its own the list is another one, and
 * applications must read it again. A mounted file has the new list within about a minute, an environment variable after a restart.
 */
export interface ClientListAccess extends ClientRequirements {
  readonly kind: 'client-list';
  readonly exposure: Exposure;
  /** How long a client waits for an endpoint before it tries the next. 1 s to 1 h. */
  readonly connectTimeout: Duration;
  /**
   * Namespaces of the applications that get the list, in every cluster of the system, besides the system's own. They must exist:
   * Argo CD delivers nothing into a namespace that is missing.
   */
  readonly namespaces: readonly string[];
}

/** Clients connect to a gateway that spans the clusters. */
export interface GatewayAccess extends ClientName, ClientRequirements {
  readonly kind: 'gateway';
  readonly implementation: GatewayImplementation;
  readonly route: RouteKind;
  /** The listener that the route is attached to, at every site. A `tcp` route needs one. @default - all that fit */
  readonly listener?: GatewayListener;
  /** Clusters that have the gateway; each declares it as its `gateway`. */
  readonly sites: readonly Cluster[];
  /** When the gateway takes a cluster out. @default - never: the implementation detects nothing, so a commit must do it */
  readonly outliers?: OutlierDetection;
}

/** No name and no exposure: clients run in the same clusters. */
export interface InternalAccess {
  readonly kind: 'internal';
}

/** How clients reach the cluster that serves. */
export type Access = DnsAccess | LoadBalancerAccess | ClientListAccess | GatewayAccess | InternalAccess;

export const Access = {
  /** Clients follow a name in the fleet's zone. */
  dns: (props: Omit<DnsAccess, 'kind'>): DnsAccess => madeFrom({ kind: 'dns' }, props),
  /** Clients connect to HAProxy in front of the clusters. */
  loadBalancer: (props: Omit<LoadBalancerAccess, 'kind'>): LoadBalancerAccess => madeFrom({ kind: 'load-balancer' }, props),
  /** Clients try the endpoints of a list in its order. The list is the same in every cluster. */
  clientList: (props: Omit<ClientListAccess, 'kind' | 'namespaces'> & Partial<Pick<ClientListAccess, 'namespaces'>>): ClientListAccess =>
    madeFrom({ kind: 'client-list', namespaces: [] }, props),
  /** Clients connect to a gateway that spans the clusters. */
  gateway: (props: Omit<GatewayAccess, 'kind'>): GatewayAccess => madeFrom({ kind: 'gateway' }, props),
  /** Clients run in the same cluster and use the Service. */
  internal: (): InternalAccess => Object.freeze({ kind: 'internal' }),
  /** The name that clients use; undefined where they use none. */
  nameOf: (access: Access): ClientName | undefined => {
    switch (access.kind) {
      case 'dns':
      case 'gateway':
        return access;
      case 'load-balancer':
        return access.name;
      case 'client-list':
      case 'internal':
        return undefined;
    }
  },
  /** How each cluster exposes its members; undefined where it exposes none. */
  exposureOf: (access: Access): Exposure | undefined => ('exposure' in access ? access.exposure : undefined),
} as const;
