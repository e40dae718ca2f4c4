import type { Duration } from 'cdk8s';
import type { Cluster } from './cluster';

/** A cluster's own way in for clients. */
export type Exposure =
  | { readonly kind: 'ingress'; readonly path: string; readonly tlsSecretName?: string }
  | { readonly kind: 'load-balancer'; readonly annotations: Readonly<Record<string, string>> }
  | { readonly kind: 'pod-addresses' };

export const Exposure = {
  /** An Ingress for the host, answered at the addresses of the cluster's ingress controller. */
  ingress: (props: { readonly path?: string; readonly tlsSecretName?: string } = {}): Exposure =>
    Object.freeze({ kind: 'ingress', path: '/', ...props }),
  /** A Service of type LoadBalancer; ExternalDNS publishes the address that it gets. */
  loadBalancer: (props: { readonly annotations?: Readonly<Record<string, string>> } = {}): Exposure =>
    Object.freeze({ kind: 'load-balancer', annotations: {}, ...props }),
  /** The addresses of the members that are ready, for clients that can route to pods (a flat network). */
  podAddresses: (): Exposure => Object.freeze({ kind: 'pod-addresses' }),
} as const;

/** The provider's own health checks of the clusters, by id: made outside, for example by Terraform. */
export interface HealthChecks {
  readonly ids: readonly (readonly [Cluster, string])[];
  /** Time between two checks; Route 53 knows 10 s and 30 s. */
  readonly interval: Duration;
  /** Checks in a row that must fail, 1 to 10. */
  readonly failures: number;
}

/** Clients follow a DNS name. */
export interface DnsAccess {
  readonly kind: 'dns';
  /** The name that clients use, inside the fleet's zone, without a trailing dot. */
  readonly host: string;
  /** How long resolvers keep the answer. 5 s to 1 h. */
  readonly ttl: Duration;
  readonly exposure: Exposure;
  /** Who may connect: CIDRs. @default - the pods of every cluster of the fleet, or the ingress controller */
  readonly clientCidrs?: readonly string[];
  /** Without them, a person must move the name when its cluster is lost. */
  readonly healthChecks?: HealthChecks;
  /** How long clients keep an answer beyond its TTL. @default 30 s, what a Java client keeps */
  readonly clientCache?: Duration;
}

/** No name and no way in from outside: clients are in the same clusters. */
export interface InternalAccess {
  readonly kind: 'internal';
}

/** How clients reach the cluster that serves. */
export type Access = DnsAccess | InternalAccess;

export const Access = {
  /** Clients follow a name in the fleet's zone. */
  dns: (props: Omit<DnsAccess, 'kind'>): DnsAccess => Object.freeze({ kind: 'dns', ...props }),
  /** Clients run in the same cluster and use the Service. */
  internal: (): InternalAccess => Object.freeze({ kind: 'internal' }),
} as const;
