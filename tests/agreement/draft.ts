import type { ClusterFacts } from '../../lib/domain/cluster';
import type { GeoLocation } from '../../lib/domain/traffic';

/** Votes, or learners, in a cluster, by its name. */
export interface SeatDraft {
  readonly cluster: string;
  readonly members: number;
}

export interface StandbyDraft extends SeatDraft {
  readonly kind: 'voting' | 'witness' | 'learner' | 'hot' | 'cold';
  /** Seconds: the lag of a mirror, or the interval of backups. */
  readonly behind?: number;
}

export type TrafficDraft =
  | { readonly kind: 'round-robin' | 'latency' }
  | { readonly kind: 'ordered'; readonly order: readonly string[] }
  | { readonly kind: 'weighted' | 'proximity'; readonly values: readonly (readonly [string, number])[] }
  | { readonly kind: 'geo'; readonly locations: readonly (readonly [string, GeoLocation])[] };

export type TopologyDraft =
  | { readonly kind: 'active-active'; readonly seats: readonly SeatDraft[]; readonly traffic: TrafficDraft }
  | { readonly kind: 'active-standby'; readonly active: SeatDraft; readonly standbys: readonly StandbyDraft[] };

export type ExposureDraft =
  | { readonly kind: 'ingress'; readonly path?: string; readonly tls: boolean }
  | { readonly kind: 'gateway'; readonly route: 'http' | 'grpc' | 'tls' | 'tcp'; readonly listener: boolean; readonly path?: string }
  | { readonly kind: 'load-balancer' | 'node-ports' | 'pod-addresses'; readonly annotation?: string };

/** What clients are promised. */
export interface TermsDraft {
  readonly clients?: readonly string[];
  readonly sessions?: 'free' | 'source' | 'cookie';
  /** The cluster on trial. */
  readonly shadow?: string;
  readonly forward?: boolean;
  readonly failback?: 'manual' | 'automatic';
}

export interface ChecksDraft {
  readonly kind: 'existing' | 'terraform' | 'server';
  readonly interval: number;
  readonly failures: number;
  readonly request: 'http' | 'https' | 'tcp';
  readonly records: 'external-dns' | 'terraform';
  /** Clusters whose check has an id. */
  readonly ids: readonly string[];
}

export type AccessDraft =
  | { readonly kind: 'internal' }
  | {
      readonly kind: 'dns';
      readonly host: string;
      readonly ttl: number;
      readonly exposure: ExposureDraft;
      readonly terms: TermsDraft;
      readonly checks?: ChecksDraft;
    }
  | {
      readonly kind: 'load-balancer';
      readonly places: readonly string[];
      readonly protocol: 'tcp' | 'http';
      readonly exposure: ExposureDraft;
      readonly entry?: 'load-balancer' | 'node-ports' | 'pod-addresses';
      readonly host?: string;
      readonly terms: TermsDraft;
      readonly fall: number;
      readonly replicas: number;
      readonly resources?: { readonly cpu: string; readonly memory: number };
    }
  | {
      readonly kind: 'client-list';
      readonly exposure: ExposureDraft;
      readonly terms: TermsDraft;
      readonly namespaces: readonly string[];
    }
  | {
      readonly kind: 'gateway';
      readonly host: string;
      readonly implementation: 'istio' | 'gateway-api';
      readonly channel: 'standard' | 'experimental';
      readonly quiet: boolean;
      readonly route: 'http' | 'grpc' | 'tls' | 'tcp';
      readonly listener: boolean;
      readonly places: readonly string[];
      readonly terms: TermsDraft;
    };

/** How an engine's mirror names where it reads from and writes to. */
export type MirrorForm = 'host' | 'host-port' | 'url' | 'json' | 'one-each';

export interface EngineDraft {
  readonly kind: 'etcd' | 'generic' | 'own';
  readonly name: string;
  readonly image: string;
  readonly pullSecret: boolean;
  /** Ports by what they serve: the first of peers, then clients, then probes. None of the last two: the first serves them too. */
  readonly peerPort: number;
  readonly clientPorts: readonly number[];
  readonly probePort?: number;
  /** Whether nobody but peers may connect. */
  readonly silent?: boolean;
  readonly portNames: readonly string[];
  readonly dataPath: string;
  readonly readiness: 'process' | 'member' | 'quorum';
  readonly probe: 'http' | 'tcp' | 'exec';
  readonly grace: number;
  readonly pause?: 'sleep' | 'exec' | 'http';
  readonly user: number;
  readonly heartbeat: number;
  readonly election: number;
  readonly learners: number;
  readonly mirror?: MirrorForm;
  /** How a user's own engine hands its members the list of peers. */
  readonly peers: 'variable' | 'flag' | 'flag-apart' | 'file';
  /** Further arguments and variables, by number. */
  readonly extras: readonly number[];
  /** MiB of etcd's quota. */
  readonly quota?: number;
}

export interface StateDraft {
  readonly bootstrapped: boolean;
  readonly formed: readonly string[];
  readonly epoch: number;
  readonly active?: string;
  readonly thawed: readonly string[];
  readonly drained: readonly string[];
}

export interface SystemDraft {
  readonly name: string;
  readonly namespace?: string;
  readonly engine: EngineDraft;
  readonly storage: number;
  readonly topology: TopologyDraft;
  readonly access: AccessDraft;
  readonly survive: 'any-one-cluster' | 'any-one-member';
  readonly rto?: number;
  readonly rpo?: number;
  readonly discovery?: 'static-peers' | 'dns-srv' | 'kubernetes-api' | 'init-container';
  readonly tls?: 'Issuer' | 'ClusterIssuer';
  readonly resources?: { readonly cpu: string; readonly memory: number };
  readonly state?: StateDraft;
}

export type ProviderName =
  | 'azure'
  | 'cloudflare'
  | 'coreDns'
  | 'google'
  | 'k8gb'
  | 'plain'
  | 'powerDns'
  | 'rfc2136'
  | 'route53'
  | 'webhook';

export interface DnsDraft {
  readonly zone: string;
  readonly provider: ProviderName;
  /** The provider below k8gb. */
  readonly edge: Exclude<ProviderName, 'k8gb'>;
  /** Clusters that run k8gb. */
  readonly tagged?: readonly string[];
  readonly option: boolean;
  readonly namespace?: string;
  readonly peerTtl: number;
  readonly interval: number;
  readonly writers?: readonly string[];
}

/** A random fleet as plain data, of which a program is made. Clusters are known by their names. */
export interface FleetDraft {
  readonly name: string;
  readonly clusters: readonly ClusterFacts[];
  readonly stride: number;
  /** Milliseconds between clusters with numbers side by side; none declared without it. */
  readonly distance?: number;
  readonly dns: DnsDraft;
  /** Whether clusters see each other's pods under other addresses than their own. */
  readonly translated: boolean;
  readonly delivery?: {
    readonly mode: 'applications' | 'rolling-sync';
    readonly runsOn: string;
    readonly path: string;
    readonly repository: string;
    readonly namespace: string;
  };
  readonly terraform?: 'local' | 's3';
  readonly onCall?: number;
  readonly retired: readonly number[];
  readonly systems: readonly SystemDraft[];
  /** Whether an output of the same systems, before they had formed, is there already. */
  readonly history: boolean;
  /** Findings that are accepted. */
  readonly acknowledged: readonly { readonly rule: string; readonly at: string }[];
}
