import type { Duration, Size } from 'cdk8s';
import type { ClientRequirements } from './client-terms';
import type { Cluster } from './cluster';
import type { Exposure, GatewayListener, RouteKind } from './exposure';
import type { GatewayImplementation, OutlierDetection } from './gateway';
import type { HealthChecks } from './health-checks';

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
  /** Without them, a person must move the name when its cluster is lost. */
  readonly healthChecks?: HealthChecks;
}

/** A cluster that runs load balancers, and the addresses at which clients reach those. */
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
  /** Checks in a row that must pass before it is used again, 1 to 10. */
  readonly rise: number;
}

/**
 * Clients speak to HAProxy, which runs in front of the clusters and leads them to a healthy one of the group that serves.
 *
 * Without `clientCidrs` they are the pods of a place's own cluster, and with a `name` the pods of every cluster. A manual failback
 * holds for each process of HAProxy: it stays where it led clients last until it is started anew, with a new configuration or without.
 *
 * With the exposures `loadBalancer` and `nodePorts` its pods connect to other clusters' load balancers or nodes, which admit the pod
 * ranges of the fleet and nobody else. Such connections must keep the pod's address: a cluster that masquerades them behind its nodes'
 * addresses (most do so for whatever is outside their own pod range, until they are told not to) never gets through, and every other
 * cluster is down for its load balancers.
 */
export interface LoadBalancerAccess extends ClientRequirements {
  readonly kind: 'load-balancer';
  /** Where it runs: two clusters at least, or its own loss is the system's. */
  readonly sites: readonly LoadBalancerSite[];
  /** Image of HAProxy with a full version. 2.6 or newer. */
  readonly image: string;
  /** What it understands of the traffic: connections, or requests of HTTP/1.1. */
  readonly protocol: 'tcp' | 'http';
  /** How it reaches each cluster. */
  readonly exposure: Exposure;
  readonly checks: LoadBalancerChecks;
  /** A name for the addresses of all places. @default - none: clients use the Service in their own cluster */
  readonly name?: ClientName;
  /** How clients reach the load balancers of a place. @default - the Service's own address, inside the cluster */
  readonly frontend?: Extract<Exposure, { kind: 'load-balancer' | 'node-ports' | 'pod-addresses' }>;
  /** How long a client waits for a connection before it tries the next address of the name. @default 5 s */
  readonly connectTimeout?: Duration;
  /** Load balancers in each place. @default 2 */
  readonly replicas?: number;
  /** What each asks of its node. @default 100m and 128 MiB */
  readonly resources?: { readonly cpu: string; readonly memory: Size };
}

/**
 * Clients have the list of endpoints, in order, and try one after the other.
 *
 * It holds clusters of one group only. After a standby with a group of its own was promoted it is another list, which applications
 * must read again: a mounted file is new within about a minute, a variable after a restart.
 */
export interface ClientListAccess extends ClientRequirements {
  readonly kind: 'client-list';
  readonly exposure: Exposure;
  /** How long a client waits for an endpoint before it tries the next. 1 s to 1 h. */
  readonly connectTimeout: Duration;
  /**
   * Namespaces of the applications that get the list, in every cluster of the system, beside the system's own. They must exist:
   * nothing is delivered into a namespace that is missing.
   */
  readonly namespaces: readonly string[];
}

/** Clients speak to a gateway that spans the clusters. */
export interface GatewayAccess extends ClientName, ClientRequirements {
  readonly kind: 'gateway';
  readonly implementation: GatewayImplementation;
  readonly route: RouteKind;
  /** The listener that the route is attached to, in every place. A `tcp` route needs one. @default - all that fit */
  readonly listener?: GatewayListener;
  /** Clusters that have the gateway; each declares it as its `gateway`. */
  readonly sites: readonly Cluster[];
  /** When it takes a cluster out. @default - never: a commit does, since the implementation detects nothing */
  readonly outliers?: OutlierDetection;
}

/** No name and no way in from outside: clients are in the same clusters. */
export interface InternalAccess {
  readonly kind: 'internal';
}

/** How clients reach the cluster that serves. */
export type Access = DnsAccess | LoadBalancerAccess | ClientListAccess | GatewayAccess | InternalAccess;

export const Access = {
  /** Clients follow a name in the fleet's zone. */
  dns: (props: Omit<DnsAccess, 'kind'>): DnsAccess => Object.freeze({ kind: 'dns', ...props }),
  /** Clients speak to HAProxy in front of the clusters. */
  loadBalancer: (props: Omit<LoadBalancerAccess, 'kind'>): LoadBalancerAccess => Object.freeze({ kind: 'load-balancer', ...props }),
  /** Clients try the endpoints of a list, the same in every cluster, in its order. */
  clientList: (props: Omit<ClientListAccess, 'kind' | 'namespaces'> & Partial<Pick<ClientListAccess, 'namespaces'>>): ClientListAccess =>
    Object.freeze({ kind: 'client-list', namespaces: [], ...props }),
  /** Clients speak to a gateway that spans the clusters. */
  gateway: (props: Omit<GatewayAccess, 'kind'>): GatewayAccess => Object.freeze({ kind: 'gateway', ...props }),
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
  /** Each cluster's own way in; undefined where there is none from outside. */
  exposureOf: (access: Access): Exposure | undefined => ('exposure' in access ? access.exposure : undefined),
} as const;
