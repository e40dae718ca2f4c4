import type { Cluster } from '../../domain/cluster';
import type { DnsScope, NameFence, ProviderProperty } from '../../domain/dns';
import type { EngineConfig, EngineTask, MembershipAction, PeerAddress, RaftTiming } from '../../domain/engine';
import type { Fleet } from '../../domain/fleet';
import type { LedgerMember, OperatingState } from '../../domain/operating-state';
import type { PeerTlsMode } from '../../domain/peer-tls';
import type { RaftSystem } from '../../domain/raft-system';
import type { RecordRoute } from '../../domain/record-route';
import type { BalancerPlan } from './balancer-plan';
import type { ClientListPlan } from './client-list-plan';
import type { GatewayPlan } from './gateway-plan';
import type { NetworkEdge } from './network-edge';
import type { OutagePlan, Replication } from './outage-plan';
import type { PublicationPlan } from './publication-plan';
import type { SurvivalPlan } from './survival-plan';

/** The role of a cluster in a system now. */
export type SeatRole = 'active' | 'voting' | 'witness' | 'learner' | 'hot' | 'cold';

/** One member of a Raft group. */
export interface Member extends PeerAddress {
  readonly cluster: string;
  readonly role: 'voter' | 'learner' | 'joining';
}

/** What secures the peers of one cluster. */
export interface PeerTlsPlan {
  readonly mode: PeerTlsMode;
  readonly issuer: string;
  readonly issuerKind: 'Issuer' | 'ClusterIssuer';
  /** Certificates in PEM of the authorities that members trust, by fingerprint. @default - the one in the Secret of their certificate */
  readonly authorities?: Readonly<Record<string, string>>;
}

/** One Raft group: the members that vote together, over any number of clusters. */
export interface GroupPlan {
  readonly name: string;
  /** Unique for each group, so that members of two groups never join each other. */
  readonly token: string;
  /** Ordered by cluster index and ordinal. */
  readonly voters: readonly Member[];
  readonly learners: readonly Member[];
  /** The member that the group is taking in: it has no vote before it has caught up. At most one. */
  readonly joining: readonly Member[];
  /** Votes held by each cluster. */
  readonly votes: ReadonlyMap<string, number>;
  /** Votes that the topology wants each cluster to have: others than these are on their way, step by step. */
  readonly declaredVotes: ReadonlyMap<string, number>;
  readonly quorum: number;
  /** Voters that may be missing while a quorum is left. */
  readonly tolerated: number;
  /** The timeouts that the program wants; members have those of their seat. */
  readonly timing: RaftTiming;
  /** Longest round trip between two of its clusters, in milliseconds; undefined when a pair is not declared. */
  readonly roundTripMillis: number | undefined;
}

/** The StatefulSet of a seat. */
export interface PoolPlan {
  readonly name: string;
  readonly role: 'voter' | 'learner';
  /** First ordinal. */
  readonly firstOrdinal: number;
  /** Members that the topology declares. */
  readonly declared: number;
  /** Members that run: 0 in a cold standby. */
  readonly replicas: number;
  /** Members that disruptions may evict at a time: this cluster's share of the budget of the whole group. */
  readonly allowedDown: number;
  /** Members that no disruption takes, of those that the ledger has here; undefined before it is recorded. */
  readonly floor: number | undefined;
  /** Whether the pods may be replaced by a new template. */
  readonly thawed: boolean;
}

/** One system in one cluster. */
export interface SeatPlan {
  readonly cluster: Cluster;
  readonly role: SeatRole;
  readonly group: GroupPlan;
  readonly pool: PoolPlan;
  readonly members: readonly Member[];
  /** Domain of the members: `<cluster>.<system>.<zone>`. */
  readonly domain: string;
  /** Whether the cluster can become the active one. If so, it gets an entry point for clients. */
  readonly serves: boolean;
  /** The cluster's own name for clients; undefined where ExternalDNS publishes none. */
  readonly clientHost: string | undefined;
  /** How a standby with a group of its own is kept up to date. */
  readonly replication: Replication | undefined;
  /** The timeouts of its members: those that the ledger has for this cluster, and those of the group before it has any. */
  readonly timing: RaftTiming;
  /** What the engine's `bind` returned. Computed at each read: copy the seat (`{ ...seat }`) to read it often. */
  readonly config: EngineConfig;
  /** What secures its peers; undefined where they have no certificates. */
  readonly tls: PeerTlsPlan | undefined;
  /** The same for timeouts that are always the same, and TLS where the ledger does not have it: by it templates are compared. */
  readonly compared: { readonly config: EngineConfig; readonly timing: RaftTiming; readonly tls: PeerTlsPlan | undefined };
  /** The connections that the seat needs. Computed at each read. */
  readonly edges: readonly NetworkEdge[];
  /** Both of them, for code that reads both: the engine is then asked once. Computed when it is read. */
  readonly binding: { readonly config: EngineConfig; readonly edges: readonly NetworkEdge[] };
  /** The mirror. It runs in a hot standby; the active cluster has it too, stopped, for the time when roles are exchanged. */
  readonly mirror: { readonly task: EngineTask; readonly runs: boolean } | undefined;
  /** The Jobs that add the learners of this cluster to their group. */
  readonly joins: readonly { readonly learner: string; readonly task: EngineTask }[];
  /** What this cluster does to the membership of its group, in this order. */
  readonly membership: readonly MembershipTask[];
  /** The program that changes the membership of the group, and its image; undefined where people do. */
  readonly operations: { readonly image: string; readonly files: Readonly<Record<string, string>> } | undefined;
  /** What lets members start only on the volume that their group counts on; undefined where nothing does. */
  readonly guard: GuardPlan | undefined;
  /** The engine's image: the one that the ledger has for this cluster. */
  readonly image: string;
  /** What tells the ledger that its members are rendered from, as far as templates go; undefined where it has none. */
  readonly mark: string | undefined;
  /** The volumes of the members, as the ledger has them. */
  readonly volume: VolumePlan;
}

/** A name for clients that the program no longer has, and that is published until a step takes it away. */
export interface FormerName {
  readonly host: string;
  readonly ttlSeconds: number;
}

/** The claim template of a StatefulSet, and claims that differ from it. Sizes in MiB. */
export interface VolumePlan {
  readonly mebibytes: number;
  readonly storageClass: string;
  readonly claims: readonly { readonly member: string; readonly mebibytes: number; readonly storageClass: string }[];
}

/** One thing that is done to the membership of a group, or asked of it. */
export interface MembershipTask {
  readonly action: MembershipAction;
  /** The member that it is about; undefined where it is about nobody. */
  readonly member: string | undefined;
  /** Name of its Job. */
  readonly job: string;
  /** Whether members of this cluster are changed only once it is done, or whether it goes on beside them. */
  readonly runs: 'before-members' | 'beside-members';
  readonly task: EngineTask;
}

/** Which volume each member of a cluster votes with. */
export interface GuardPlan {
  readonly image: string;
  /** The text of its program. */
  readonly program: string;
  /** The text of the engine's module that asks the group; undefined where the engine has none. */
  readonly standing: string | undefined;
  readonly ledger: VolumeLedger;
}

/** What the program of the guard reads. */
export interface VolumeLedger {
  readonly system: string;
  /** Whether the group has formed: before, all volumes are empty. */
  readonly formed: boolean;
  readonly members: Readonly<Record<string, Pick<LedgerMember, 'role' | 'volume'>>>;
  /** What the engine's module is asked with while a member joins. @default - nobody is asked */
  readonly asks?: Readonly<Record<string, unknown>>;
}

/** A DNS record set, and who publishes it. */
export interface RecordPlan {
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'CNAME' | 'LUA';
  readonly targets: readonly string[];
  readonly ttlSeconds: number;
  /** Which instance of ExternalDNS publishes it. */
  readonly scope: DnsScope;
  /** Clusters whose ExternalDNS publishes it. */
  readonly clusters: readonly string[];
  readonly setIdentifier?: string;
  readonly route?: RecordRoute;
  readonly properties: readonly ProviderProperty[];
}

/** One Raft system over the fleet: everything that is decided before any object is rendered. */
export interface SystemPlan {
  readonly name: string;
  readonly namespace: string;
  readonly system: RaftSystem;
  readonly state: OperatingState;
  readonly groups: readonly GroupPlan[];
  /** Ordered by cluster index. */
  readonly seats: readonly SeatPlan[];
  readonly records: readonly RecordPlan[];
  /** Names that are published beside that of the program, until a step takes them away. Their records are among `records`. */
  readonly formerNames: readonly FormerName[];
  /** How the name for clients is published; undefined where clients are not routed by DNS. */
  readonly publication: PublicationPlan | undefined;
  /** The load balancers in front of the clusters. Computed at each read. */
  readonly balancer: BalancerPlan | undefined;
  /** The list of endpoints that clients try; undefined where clients have no list. */
  readonly clientList: ClientListPlan | undefined;
  /** The plan of the gateway that spans clusters; undefined where there is none. */
  readonly gateway: GatewayPlan | undefined;
  /** What keeps the old active clusters from writing their record again after the name has moved; undefined where it never moves. */
  readonly nameFence: NameFence | undefined;
  /** What the system survives. Computed at the first read. */
  readonly survival: SurvivalPlan;
  /** The worst outage after the loss of one cluster. */
  readonly outage: OutagePlan;
}

/** The whole fleet. */
export interface FleetPlan {
  readonly fleet: Fleet;
  /** Ordered by index. */
  readonly clusters: readonly Cluster[];
  /** Ordered by name. */
  readonly systems: readonly SystemPlan[];
}
