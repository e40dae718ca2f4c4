import { Duration } from 'cdk8s';
import type { Cluster } from './cluster';
import type { EnvironmentVariable } from './engine';
import type { GeoLocation } from './traffic';

/** The answers that a provider can choose between when several records of one name carry a set identifier. */
export type RoutingPolicy = RecordRoute['policy'];

/** How a record with a set identifier shares its name with others. */
export type RecordRoute =
  | { readonly policy: 'failover'; readonly order: 'primary' | 'secondary' }
  | { readonly policy: 'weighted'; readonly weight: number }
  | { readonly policy: 'latency'; readonly region: string }
  | { readonly policy: 'geolocation'; readonly location: GeoLocation }
  | { readonly policy: 'multivalue' };

/** A property of an endpoint that only one provider understands. */
export interface ProviderProperty {
  readonly name: string;
  readonly value: string;
}

/** What one ExternalDNS instance needs to know for its provider. */
export interface DnsProviderConfig {
  /** Value of `--provider`. */
  readonly provider: string;
  /** Further arguments. */
  readonly args: readonly string[];
  readonly env: readonly EnvironmentVariable[];
  /** The Secret in ExternalDNS's namespace that holds the provider's credentials, and its keys. Never written here. */
  readonly secret?: { readonly name: string; readonly keys: readonly string[] };
}

/** A DNS provider behind ExternalDNS. Open: a user's own provider implements it. */
export interface DnsProvider {
  readonly name: string;
  /** Routing policies that records with a set identifier may use; empty where set identifiers are not known. */
  readonly policies: readonly RoutingPolicy[];
  /** Time from ExternalDNS's write to every server answering with it, at worst. */
  readonly propagation: Duration;
  bind(context: { readonly cluster: Cluster; readonly zone: string }): DnsProviderConfig;
  /** The provider's own words for a route; needed where `policies` is not empty. */
  route?(route: RecordRoute, healthCheckId: string | undefined): readonly ProviderProperty[];
}

/** The zone that a fleet publishes its names in, and who writes it. */
export interface Dns {
  /** The zone, without a trailing dot. Members are `<pod>.<cluster>.<system>.<zone>`. @immutable Members are known by it. */
  readonly zone: string;
  readonly provider: DnsProvider;
  /** How long peers' and clusters' own names live in caches. 5 s to 1 h. @default 5 s, the least that CoreDNS keeps */
  readonly peerTtl: Duration;
  /** Namespace that ExternalDNS runs in, in every cluster. @default 'external-dns' */
  readonly namespace: string;
  /** Time between two runs of ExternalDNS when no event comes. 1 s to 1 h. @default 60 s, ExternalDNS's own */
  readonly interval: Duration;
}

export const Dns = {
  /** Names published by ExternalDNS, two instances a cluster: one for the cluster's own names, one for shared names. */
  externalDns: (props: Pick<Dns, 'zone' | 'provider'> & Partial<Dns>): Dns =>
    Object.freeze({ namespace: 'external-dns', peerTtl: Duration.seconds(5), interval: Duration.seconds(60), ...props }),
} as const;
