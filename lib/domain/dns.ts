import { Duration } from 'cdk8s';
import type { Cluster } from './cluster';
import type { EnvironmentVariable } from './engine';
import type { HealthRequest } from './health-checks';
import type { KubernetesObject } from './kubernetes-object';
import { madeFrom } from './made-from';
import { type NegativeCaching, usualCaching as usual } from './negative-caching';
import type { RecordRoute, RoutingPolicy } from './record-route';
import type { Validated } from './validated';

/** A property of an endpoint that only one provider understands. */
export interface ProviderProperty {
  readonly name: string;
  readonly value: string;
}

/**
 * What one instance of ExternalDNS publishes. `local`: the names of its own cluster; it is their only owner. `global`: names that
 * every cluster publishes with the same content. `computed`: the same, for records whose answers the DNS server computes.
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
  /** Where ExternalDNS stores the owner of a record; `noop` where the provider itself stores it. @default 'txt' */
  readonly registry?: 'txt' | 'noop';
}

/** How a DNS server selects among the targets of a record, by its own health checks. */
export type AnswerSelection = 'first-healthy' | 'all-healthy' | 'weighted' | 'closest';

/** An answer that the server computes when it is asked. */
export interface ComputedAnswer {
  /** The name that is answered. Health checks ask each cluster for the same name. */
  readonly host: string;
  readonly selection: AnswerSelection;
  /** The clusters, in the order in which they take over. `weight` counts for a weighted selection only. */
  readonly members: readonly { readonly cluster: string; readonly weight: number; readonly addresses: readonly string[] }[];
  readonly request: HealthRequest;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
}

/** How controllers choose the clusters in the answer to a delegated name. */
export type DelegationStrategy =
  | { readonly kind: 'failover'; readonly primary: string }
  | { readonly kind: 'round-robin' }
  | { readonly kind: 'weighted'; readonly weights: readonly (readonly [cluster: string, weight: number])[] }
  | { readonly kind: 'geo' };

/** A zone below the fleet's zone. Controllers in the clusters answer its names; each cluster with a controller is a name server of it. */
export interface DelegatedZone {
  /** The zone, without a trailing dot; below the fleet's zone. */
  readonly name: string;
  /** What each cluster with a controller is called there: letters, digits and '-'. @default - every cluster, by its own name */
  readonly tags?: Readonly<Record<string, string>>;
  /** How long resolvers keep that a name has no answer. 1 s to 1 h. */
  readonly negativeTtl: Duration;
  /** Time between two checks of a controller's own members and of the other clusters. 1 s to 1 h. */
  readonly reconcile: Duration;
}

/** A name that a controller in the clusters answers. */
export interface DelegatedName {
  readonly system: string;
  readonly namespace: string;
  readonly host: string;
  readonly ttlSeconds: number;
  readonly strategy: DelegationStrategy;
  /** The object that clients connect through, the same in every cluster. `matchesHost`: whether the object itself names the host. */
  readonly backend: { readonly apiVersion: string; readonly kind: string; readonly name: string; readonly matchesHost: boolean };
  readonly labels: Readonly<Record<string, string>>;
}

/** A health check that Terraform makes. */
export interface CheckDescription {
  readonly system: string;
  readonly cluster: string;
  /** The cluster's own addresses or names, never the shared name. The cluster is healthy while one of them is. */
  readonly targets: readonly string[];
  /** The host that the check asks for, as clients do: without it an Ingress matches no rule. */
  readonly host: string;
  readonly request: HealthRequest;
  readonly intervalSeconds: number;
  readonly failures: number;
  /** Whether records that Terraform does not publish hold the check's id. Terraform must not replace such a check by another one. */
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

/** A resource in Terraform's JSON syntax. `${…}` refers to other resources of the same part. */
export interface TerraformResource {
  readonly type: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What Terraform does for a DNS provider: the configuration of Terraform's own provider, resources, and outputs. */
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
 * What keeps an old primary from taking the name back while it is cut off, or when it returns.
 *
 * `checks`: answers follow health checks, so a record that it writes brings no clients to it. `writer`: it does not write the name.
 * `keys`: it writes with a key of its own, and an operator takes that key's rights away. `none`: nothing; whoever has the
 * credentials writes.
 */
export type NameFence = 'checks' | 'writer' | 'keys' | 'none';

/** What a provider can do. The plan and the rules check every name against it. */
export interface DnsCapabilities {
  /** Routing policies that records with a set identifier may use; empty where the provider has no set identifiers. */
  readonly policies: readonly RoutingPolicy[];
  /** How the server can select targets when it computes an answer; empty where it computes none. Needs `answer`. */
  readonly answers: readonly AnswerSelection[];
  /** Which of `answers` can check that a port accepts connections; the others need an HTTP request. */
  readonly portAnswers: readonly AnswerSelection[];
  /** Whether each cluster may own a part of one record set, so that the answer is the union. */
  readonly parts: 'owned' | 'none';
  /** Strategies for names that are delegated to controllers in the clusters; empty where none are. Needs `delegate`. */
  readonly delegation: readonly DelegationStrategy['kind'][];
  /** Routing policies of records that Terraform publishes; empty where it publishes none. Needs `terraform`. */
  readonly terraform: readonly RoutingPolicy[];
  /** Intervals that its health checks may have; empty where any interval will do. */
  readonly checkIntervals: readonly Duration[];
  /** What keeps an old primary from writing a shared record. */
  readonly fence: 'keys' | 'none';
  /** Whether the top of the zone may be an alias of a name. */
  readonly apex: 'alias' | 'addresses';
  /** `answered`: the server answers a name with the records below it as well, so no host may lie above another name. */
  readonly subtree: 'apart' | 'answered';
  /** Record types that ExternalDNS reads back from the provider. Other types it would forget, or write again at every run. */
  readonly types: readonly string[];
}

export const DnsCapabilities = {
  /** The capabilities of a provider; what is left out is what every provider of ExternalDNS can do: plain records. */
  of: (given: Partial<DnsCapabilities> = {}): DnsCapabilities =>
    madeFrom(
      {
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
      },
      given,
    ),
} as const;

/** Where an instance of ExternalDNS runs, and what it publishes. */
export interface DnsProviderContext {
  readonly cluster: Cluster;
  readonly zone: string;
  readonly scope: DnsScope;
}

/** A DNS provider behind ExternalDNS. Open: a user's own provider implements it. */
export interface DnsProvider extends Validated, Partial<NegativeCaching> {
  readonly name: string;
  readonly capabilities: DnsCapabilities;
  /** The longest time from ExternalDNS's write until every server of the provider answers with it. */
  readonly propagation: Duration;
  bind(context: DnsProviderContext): DnsProviderConfig;
  /** The provider's own properties for a route; needed where `policies` is not empty. */
  route?(route: RecordRoute, healthCheckId: string | undefined): readonly ProviderProperty[];
  /** The provider's own records for a computed answer; needed where `answers` is not empty. */
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

/** The zone that a fleet publishes its names in, and which clusters write it. */
export interface Dns extends NegativeCaching {
  /** The zone, without a trailing dot. Members are `<pod>.<cluster>.<system>.<zone>`. @immutable Members' addresses contain it. */
  readonly zone: string;
  readonly provider: DnsProvider;
  /** TTL of the names of members and of clusters. 5 s to 1 h. @default 5 s, the shortest time that CoreDNS caches */
  readonly peerTtl: Duration;
  /** Namespace that ExternalDNS runs in, in every cluster. @default 'external-dns' */
  readonly namespace: string;
  /** Time between two runs of ExternalDNS when no event comes. 1 s to 1 h. @default 60 s, ExternalDNS's own default */
  readonly interval: Duration;
  /**
   * The clusters that write shared names. A witness is the best writer, since it serves no clients: it is not lost together with
   * the cluster whose name must move, and does not repeat an old answer while that cluster is cut off.
   * @default - all clusters, each with the same content
   */
  readonly writers?: readonly Cluster[];
}

export const Dns = {
  /** Names published by ExternalDNS: in each cluster one instance for the cluster's own names, and one for shared names. */
  externalDns: (props: Pick<Dns, 'zone' | 'provider'> & Partial<Dns>): Dns =>
    madeFrom({ namespace: 'external-dns', peerTtl: Duration.seconds(5), interval: Duration.seconds(60), ...usual(props) }, props),
} as const;
