import { Duration } from 'cdk8s';
import type { Cluster } from './cluster';
import type { EnvironmentVariable } from './engine';
import type { HealthRequest } from './health-checks';
import type { KubernetesObject } from './kubernetes-object';
import type { GeoLocation } from './traffic';

/** The answers that a provider can choose between when several records of one name carry a set identifier. */
export type RoutingPolicy = RecordRoute['policy'];

/** How a record with a set identifier shares its name with others. */
export type RecordRoute =
  | { readonly policy: 'failover'; readonly order: 'primary' | 'secondary' }
  | { readonly policy: 'weighted'; readonly weight: number }
  | { readonly policy: 'latency'; readonly region: string }
  | { readonly policy: 'geolocation'; readonly location: GeoLocation }
  | { readonly policy: 'geoproximity'; readonly region: string; readonly bias: number }
  | { readonly policy: 'multivalue' };

/** A property of an endpoint that only one provider understands. */
export interface ProviderProperty {
  readonly name: string;
  readonly value: string;
}

/**
 * What one instance of ExternalDNS publishes. `local`: the names of its own cluster, of which it is the only owner. `global`:
 * names whose whole content each cluster publishes alike. `computed`: the same, for records whose answers the server computes.
 */
export type DnsScope = 'local' | 'global' | 'computed';

/** What one ExternalDNS instance needs to know for its provider. */
export interface DnsProviderConfig {
  /** Value of `--provider`. */
  readonly provider: string;
  /** Further arguments. */
  readonly args: readonly string[];
  readonly env: readonly EnvironmentVariable[];
  /** The Secret in ExternalDNS's namespace that holds the provider's credentials, and its keys. Never written here. */
  readonly secret?: {
    readonly name: string;
    readonly keys: readonly string[];
    /** Folder in which the keys are files. @default - none: `env` takes them */
    readonly folder?: string;
  };
  /** Where ExternalDNS keeps whose a record is; `noop` where the provider itself does. @default 'txt' */
  readonly registry?: 'txt' | 'noop';
}

/** What a server chooses among the targets of a record, by its own checks. */
export type AnswerSelection = 'first-healthy' | 'all-healthy' | 'weighted' | 'closest';

/** An answer that the server computes when it is asked. */
export interface ComputedAnswer {
  /** The name that is answered, which is also the name that clusters are asked for. */
  readonly host: string;
  readonly selection: AnswerSelection;
  /** In the order in which they take over. `weight` counts for a weighted selection only. */
  readonly members: readonly { readonly cluster: string; readonly weight: number; readonly addresses: readonly string[] }[];
  readonly request: HealthRequest;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
}

/** What a delegated name leads to in a cluster. */
export type DelegationStrategy =
  | { readonly kind: 'failover'; readonly primary: string }
  | { readonly kind: 'round-robin' }
  | { readonly kind: 'weighted'; readonly weights: readonly (readonly [cluster: string, weight: number])[] }
  | { readonly kind: 'geo' };

/** A zone below the fleet's whose names controllers in the clusters answer: each cluster that has one is a name server of it. */
export interface DelegatedZone {
  /** The zone, without a trailing dot; below the fleet's zone. */
  readonly name: string;
  /** What each cluster with a controller is called there: letters, digits and '-'. @default - every cluster, by its own name */
  readonly tags?: Readonly<Record<string, string>>;
  /** How long resolvers keep that a name has no answer. 1 s to 1 h. */
  readonly negativeTtl: Duration;
  /** Time between two looks of a controller at its own members and at the other clusters. 1 s to 1 h. */
  readonly reconcile: Duration;
}

/** A name that a controller in the clusters answers. */
export interface DelegatedName {
  readonly system: string;
  readonly namespace: string;
  readonly host: string;
  readonly ttlSeconds: number;
  readonly strategy: DelegationStrategy;
  /** The object that clients come through, the same in every cluster. It says the host itself, or it does not. */
  readonly backend: { readonly apiVersion: string; readonly kind: string; readonly name: string; readonly matchesHost: boolean };
  readonly labels: Readonly<Record<string, string>>;
}

/** A health check that Terraform makes. */
export interface CheckDescription {
  readonly system: string;
  readonly cluster: string;
  /** The cluster's own addresses or names, never the shared one. It is healthy while one of them is. */
  readonly targets: readonly string[];
  /** What is asked for at an address, as clients do: an Ingress leads nowhere without it. */
  readonly host: string;
  readonly request: HealthRequest;
  readonly intervalSeconds: number;
  readonly failures: number;
  /** Whether records that Terraform does not publish hold its id, so that another check must not take its place. */
  readonly referenced: boolean;
}

/** A record that Terraform publishes. */
export interface RecordDescription {
  readonly system: string;
  readonly cluster: string;
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'CNAME';
  readonly targets: readonly string[];
  readonly ttlSeconds: number;
  readonly route: RecordRoute;
}

/** A resource as Terraform's JSON syntax has it. `${…}` refers to other resources of the same part. */
export interface TerraformResource {
  readonly type: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What Terraform does for a provider: its own provider's configuration, resources, and what it prints. */
export interface TerraformPart {
  readonly provider: {
    readonly name: string;
    readonly source: string;
    readonly version: string;
    readonly config: Readonly<Record<string, unknown>>;
  };
  readonly data: readonly TerraformResource[];
  readonly resources: readonly TerraformResource[];
  /** The expression of each check's id, by system and cluster. */
  readonly checkIds: readonly { readonly system: string; readonly cluster: string; readonly expression: string }[];
}

/**
 * What keeps an old primary that is cut off, or comes back, from taking the name back.
 *
 * `checks`: answers follow health checks, so what it writes leads nobody to it. `writer`: it does not write the name. `keys`: it
 * writes with a key of its own, which is taken away. `none`: whoever has the credentials writes.
 */
export type NameFence = 'checks' | 'writer' | 'keys' | 'none';

/** What a provider can do. The plan and the rules hold every name to it. */
export interface DnsCapabilities {
  /** Routing policies that records with a set identifier may use; empty where set identifiers are not known. */
  readonly policies: readonly RoutingPolicy[];
  /** What the server chooses by when it computes an answer; empty where it cannot. Needs `answer`. */
  readonly answers: readonly AnswerSelection[];
  /** Those of them for which it is enough that a port accepts connections; the others need an HTTP request. */
  readonly portAnswers: readonly AnswerSelection[];
  /** Whether each cluster may own a part of one record set, so that the answer is the union. */
  readonly parts: 'owned' | 'none';
  /** Strategies of names that are delegated to controllers in the clusters; empty where none are. Needs `delegate`. */
  readonly delegation: readonly DelegationStrategy['kind'][];
  /** Policies of records that Terraform publishes; empty where it publishes none. Needs `terraform`. */
  readonly terraform: readonly RoutingPolicy[];
  /** Times between two checks that its health checks may have; empty where any will do. */
  readonly checkIntervals: readonly Duration[];
  /** What keeps an old primary from writing a shared record. */
  readonly fence: 'keys' | 'none';
  /** Whether the top of the zone may be an alias of a name. */
  readonly apex: 'alias' | 'addresses';
  /** Whether a name is answered with everything below it as well, so that no host may lie above another name. */
  readonly subtree: 'apart' | 'answered';
  /** Types of records that ExternalDNS reads back from it, so that it neither forgets them nor writes them for ever. */
  readonly types: readonly string[];
}

export const DnsCapabilities = {
  /** What a provider of ExternalDNS can do that is not told otherwise: plain records. */
  of: (given: Partial<DnsCapabilities> = {}): DnsCapabilities =>
    Object.freeze({
      policies: [],
      answers: [],
      portAnswers: [],
      parts: 'none',
      delegation: [],
      terraform: [],
      checkIntervals: [],
      fence: 'none',
      apex: 'addresses',
      subtree: 'apart',
      types: ['A', 'AAAA', 'CNAME'],
      ...given,
    }),
} as const;

/** Where an instance of ExternalDNS runs, and what it publishes. */
export interface DnsProviderContext {
  readonly cluster: Cluster;
  readonly zone: string;
  readonly scope: DnsScope;
}

/** A DNS provider behind ExternalDNS. Open: a user's own provider implements it. */
export interface DnsProvider {
  readonly name: string;
  readonly capabilities: DnsCapabilities;
  /** Time from ExternalDNS's write to every server answering with it, at worst. */
  readonly propagation: Duration;
  bind(context: DnsProviderContext): DnsProviderConfig;
  /** The provider's own words for a route; needed where `policies` is not empty. */
  route?(route: RecordRoute, healthCheckId: string | undefined): readonly ProviderProperty[];
  /** The provider's own words for a computed answer, one for each type of record; needed where `answers` is not empty. */
  answer?(answer: ComputedAnswer): readonly { readonly type: 'LUA'; readonly targets: readonly string[] }[];
  /** The objects of a delegated name, the same in every cluster; needed where `delegation` is not empty. */
  delegate?(name: DelegatedName): readonly KubernetesObject[];
  /** The zone of delegated names; needed where `delegation` is not empty. */
  readonly delegatedZone?: DelegatedZone;
  /** The objects that make a cluster a name server of that zone, below the fleet's; needed where `delegation` is not empty. */
  delegateZone?(parent: string): readonly KubernetesObject[];
  /** What Terraform does for these checks and records; needed where `terraform` is not empty. */
  terraform?(zone: string, checks: readonly CheckDescription[], records: readonly RecordDescription[]): TerraformPart;
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
  /**
   * Clusters that write names which clusters share. One that serves nobody, a witness, is the best writer: it neither dies
   * with a data cluster nor keeps writing an old answer when that is cut off. @default - all, each the same
   */
  readonly writers?: readonly Cluster[];
}

export const Dns = {
  /** Names published by ExternalDNS: an instance for each cluster's own names, and one for names that clusters share. */
  externalDns: (props: Pick<Dns, 'zone' | 'provider'> & Partial<Dns>): Dns =>
    Object.freeze({ namespace: 'external-dns', peerTtl: Duration.seconds(5), interval: Duration.seconds(60), ...props }),
} as const;
