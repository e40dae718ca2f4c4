import { Access, type GatewayAccess } from '../../domain/access';
import { Cluster } from '../../domain/cluster';
import type { PeerDiscovery } from '../../domain/discovery';
import type { NameFence } from '../../domain/dns';
import type { EnginePort, MembershipAction, ReadinessClass } from '../../domain/engine';
import type { Exposure, RouteKind } from '../../domain/exposure';
import type { Fleet } from '../../domain/fleet';
import type { OperatingState } from '../../domain/operating-state';
import { unitFolder } from '../members/object-names';
import { startupSeconds } from '../members/probes';
import type { ClientListPlan } from '../model/client-list-plan';
import type { GatewayPlan } from '../model/gateway-plan';
import type { Publication } from '../model/publication-plan';
import type { StepPlan } from '../model/step-plan';
import type { GroupPlan, RecordPlan, SeatPlan, SystemPlan } from '../model/system-plan';
import { type BalancerDocument, balancerDocument } from './balancer-document';
import { type IssuerDocument, issuerDocument, type PeerTlsDocument, peerTlsDocument } from './peer-tls-document';
import { type ProofDocument, proofDocument } from './survival-document';

/** One system, in `fleet.json`: its members, names, roles, records and objectives. */
export interface SystemDocument extends ProofDocument {
  readonly name: string;
  readonly namespace: string;
  readonly engine: {
    readonly name: string;
    readonly image: string;
    /** What a voter needs to be ready. */
    readonly readiness: ReadinessClass;
    /** The same for a learner; null without learners. Documents of earlier versions lack this field. */
    readonly learnerReadiness?: ReadinessClass | null;
    readonly ports: readonly EnginePort[];
    /** Seconds between the stop signal and the kill. */
    readonly graceSeconds: number;
    readonly dataPath: string;
  };
  readonly discovery: PeerDiscovery['kind'];
  /** The issuer of the certificates for TLS between peers that the program wants; null without TLS. */
  readonly peerTls: IssuerDocument | null;
  readonly access: {
    readonly kind: Access['kind'];
    readonly exposure: Exposure['kind'] | null;
    /** Ranges that clients come from; null where they are not declared. */
    readonly clientCidrs: readonly string[] | null;
    /** The load balancers in front of the clusters. */
    readonly balancer: BalancerDocument | null;
    /** The node port for each port of the engine, by its name; null where clients use no node ports. */
    readonly nodePorts: Readonly<Record<string, number>> | null;
    /** The kind of route on each cluster's own Gateway; null where clients use none. */
    readonly route: RouteKind | null;
    /** The ConfigMap with the list of endpoints: its name, namespaces and content, the same in every cluster. */
    readonly clientList: Pick<ClientListPlan, 'name' | 'namespaces' | 'data'> | null;
    /** The gateway that spans clusters: the clusters that have it, and those that it may route clients to, in failover order. */
    readonly gateway: {
      readonly implementation: string;
      readonly sites: readonly string[];
      readonly backends: readonly { readonly cluster: string; readonly weight: number }[];
    } | null;
  };
  readonly topology: 'active-active' | 'active-standby';
  readonly host: string | null;
  /** How the name for clients is published; null where clients are not routed by DNS. */
  readonly publication: Publication['kind'] | null;
  /** What keeps the old active clusters from writing their record again after the name has moved; null where it never moves. */
  readonly nameFence: NameFence | null;
  /** The ledger that this was rendered from. */
  readonly state: OperatingState;
  /** Where the program wants the system to be, and the steps to there, of which each is one commit. Documents of earlier programs do not say it. */
  readonly change?: ChangeDocument;
  /** What the jobs that change the membership run in, and the guard of the members' volumes; left out where people do it. */
  readonly operations?: { readonly image: string };
  readonly objectives: { readonly survive: string; readonly rtoSeconds: number | null; readonly rpoSeconds: number | null };
  readonly storage: { readonly mebibytes: number; readonly startupSeconds: number };
  readonly groups: readonly GroupDocument[];
  readonly seats: readonly SeatDocument[];
  readonly records: readonly Omit<RecordPlan, 'route'>[];
}

/** What is left to be done until a system is where its program wants it. */
export interface ChangeDocument {
  /** Votes by cluster, as `2/2/1`, of each group. */
  readonly target: string;
  readonly steps: readonly StepPlan[];
}

/** One Raft group and its members. */
export interface GroupDocument {
  readonly name: string;
  /** Unique for each group, so that members of two groups never join each other. */
  readonly token: string;
  readonly quorum: number;
  readonly tolerated: number;
  readonly heartbeatMillis: number;
  readonly electionMillis: number;
  readonly roundTripMillis: number | null;
  /**
   * Seconds between the stop signal and the kill of its voters; they may depend on its timeouts. Documents of earlier versions lack this
   * field.
   */
  readonly graceSeconds?: number;
  readonly members: readonly {
    readonly name: string;
    readonly host: string;
    readonly cluster: string;
    readonly role: 'voter' | 'learner' | 'joining';
  }[];
}

/** One system in one cluster. */
export interface SeatDocument {
  readonly cluster: string;
  readonly role: SeatPlan['role'];
  readonly group: string;
  readonly statefulSet: string;
  readonly firstOrdinal: number;
  readonly declared: number;
  readonly replicas: number;
  readonly allowedDown: number;
  /** Members that no eviction takes, where the ledger names them: 'minAvailable' of the disruption budget. */
  readonly floor?: number;
  readonly storageClass: string;
  /** Size in the claim template, in MiB, where it is not the one of `storage`. */
  readonly claimMebibytes?: number;
  /** Domain of its members. */
  readonly domain: string;
  /** Whether the cluster can become the active one. If so, it has an entry point for clients. */
  readonly serves: boolean;
  readonly clientHost: string | null;
  /** The state of its mirror; null where it has none. */
  readonly mirror: 'runs' | 'stopped' | null;
  /** Learners that must still be added to their group. */
  readonly joins: readonly string[];
  /** What its jobs do to the membership of the group now; left out where no jobs do. */
  readonly membership?: readonly MembershipDocument[];
  /** What secures its peers now; left out where they have no certificates. Documents of earlier versions lack this field. */
  readonly peerTls?: PeerTlsDocument;
  readonly folder: string;
}

/** One Job that changes the membership of a group, or asks whether members may be restarted. */
export interface MembershipDocument {
  readonly job: string;
  readonly action: MembershipAction;
  readonly member: string | null;
  readonly runs: 'before-members' | 'beside-members';
}

export const systemDocument = (plan: SystemPlan, fleet: Fleet, change?: ChangeDocument): SystemDocument => {
  const { access, discovery, objectives, operations, storage, topology } = plan.system;
  const exposure = Access.exposureOf(access);
  return {
    name: plan.name,
    namespace: plan.namespace,
    engine: engineDocument(plan),
    discovery: discovery?.kind ?? 'static-peers',
    peerTls: issuerDocument(plan.system),
    access: {
      kind: access.kind,
      exposure: exposure?.kind ?? null,
      clientCidrs: access.kind === 'internal' ? null : (access.clientCidrs ?? null),
      balancer: balancerDocument(plan),
      nodePorts: exposure?.kind === 'node-ports' ? exposure.ports : null,
      route: exposure?.kind === 'gateway' ? exposure.route : null,
      clientList: plan.clientList ? listDocument(plan.clientList) : null,
      gateway: plan.gateway && access.kind === 'gateway' ? gatewayDocument(plan.gateway, access) : null,
    },
    topology: topology.kind,
    host: Access.nameOf(access)?.host ?? null,
    publication: plan.publication?.how.kind ?? null,
    nameFence: plan.nameFence ?? null,
    state: plan.state,
    ...(change ? { change } : {}),
    ...(operations ? { operations: { image: operations.image } } : {}),
    objectives: {
      survive: objectives.survive.kind,
      rtoSeconds: objectives.rto?.toSeconds() ?? null,
      rpoSeconds: objectives.rpo?.toSeconds() ?? null,
    },
    storage: { mebibytes: storage.toMebibytes(), startupSeconds: startupSeconds(storage) },
    groups: plan.groups.map(group => groupDocument(group, plan.seats)),
    seats: plan.seats.map(seat => seatDocument(plan, seat)),
    records: plan.records.map(({ route: _, ...record }) => record),
    ...proofDocument(plan, fleet),
  };
};

const listDocument = ({ name, namespaces, data }: ClientListPlan): SystemDocument['access']['clientList'] => ({ name, namespaces, data });

const gatewayDocument = ({ backends }: GatewayPlan, { implementation, sites }: GatewayAccess): SystemDocument['access']['gateway'] => ({
  implementation: implementation.name,
  sites: Cluster.inOrder(sites).map(({ name }) => name),
  backends: backends.map(({ cluster, weight }) => ({ cluster, weight })),
});

/** What the engine decides for voters. A system without voters is refused before anything is written. */
const engineDocument = ({ seats, system: { engine } }: SystemPlan): SystemDocument['engine'] => {
  const config = (seats.find(({ pool }) => pool.role === 'voter') ?? seats[0])?.config;
  return {
    name: engine.name,
    image: engine.image,
    readiness: config?.readiness.needs ?? 'process',
    learnerReadiness: seats.find(({ pool }) => pool.role === 'learner')?.config.readiness.needs ?? null,
    ports: config?.ports ?? [],
    graceSeconds: config?.shutdown.grace.toSeconds() ?? 0,
    dataPath: config?.dataPath ?? '',
  };
};

const groupDocument = (group: GroupPlan, seats: readonly SeatPlan[]): GroupDocument => ({
  name: group.name,
  token: group.token,
  quorum: group.quorum,
  tolerated: group.tolerated,
  ...group.timing,
  roundTripMillis: group.roundTripMillis ?? null,
  graceSeconds: seats.find(seat => seat.group === group)?.config.shutdown.grace.toSeconds() ?? 0,
  members: [...group.voters, ...group.joining, ...group.learners].map(({ name, host, cluster, role }) => ({ name, host, cluster, role })),
});

const seatDocument = (
  plan: SystemPlan,
  { cluster, role, group, pool, domain, serves, clientHost, mirror, joins, operations, membership, volume, tls }: SeatPlan,
): SeatDocument => ({
  cluster: cluster.name,
  role,
  group: group.name,
  statefulSet: pool.name,
  firstOrdinal: pool.firstOrdinal,
  declared: pool.declared,
  replicas: pool.replicas,
  allowedDown: pool.allowedDown,
  ...(pool.floor === undefined ? {} : { floor: pool.floor }),
  storageClass: volume.storageClass,
  ...(volume.mebibytes === plan.system.storage.toMebibytes() ? {} : { claimMebibytes: volume.mebibytes }),
  domain,
  serves,
  clientHost: clientHost ?? null,
  mirror: mirror ? (mirror.runs ? 'runs' : 'stopped') : null,
  joins: joins.map(({ learner }) => learner),
  ...(operations ? { membership: membership.map(({ job, action, member, runs }) => ({ job, action, member: member ?? null, runs })) } : {}),
  ...(tls ? { peerTls: peerTlsDocument(tls) } : {}),
  folder: unitFolder(cluster.name, plan.name),
});
