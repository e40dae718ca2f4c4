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
import { type ProofDocument, proofDocument } from './survival-document';

/** One system: who its members are, where, under which names, who serves, which records, which objectives. */
export interface SystemDocument extends ProofDocument {
  readonly name: string;
  readonly namespace: string;
  readonly engine: {
    readonly name: string;
    readonly image: string;
    /** What must be true for a voter to be ready. */
    readonly readiness: ReadinessClass;
    /** The same for a learner; null where the system has none. Documents of earlier programs do not say it. */
    readonly learnerReadiness?: ReadinessClass | null;
    readonly ports: readonly EnginePort[];
    /** Seconds from the stop signal to the kill. */
    readonly graceSeconds: number;
    readonly dataPath: string;
  };
  readonly discovery: PeerDiscovery['kind'];
  /** Who signs the certificates that peers speak TLS with. */
  readonly peerTls: { readonly issuer: string; readonly issuerKind: string } | null;
  readonly access: {
    readonly kind: Access['kind'];
    readonly exposure: Exposure['kind'] | null;
    /** Ranges that clients come from, where they are declared. */
    readonly clientCidrs: readonly string[] | null;
    /** The load balancers in front of the clusters. */
    readonly balancer: BalancerDocument | null;
    /** The port of nodes for each port of the engine, by its name, where clients come to nodes. */
    readonly nodePorts: Readonly<Record<string, number>> | null;
    /** The route of clients who come through each cluster's own Gateway. */
    readonly route: RouteKind | null;
    /** The ConfigMap with the endpoints that clients try: its name, its namespaces and its content, the same in every cluster. */
    readonly clientList: Pick<ClientListPlan, 'name' | 'namespaces' | 'data'> | null;
    /** The gateway that spans clusters: who has it, and whom it may lead clients to, in order. */
    readonly gateway: {
      readonly implementation: string;
      readonly sites: readonly string[];
      readonly backends: readonly { readonly cluster: string; readonly weight: number }[];
    } | null;
  };
  readonly topology: 'active-active' | 'active-standby';
  readonly host: string | null;
  /** How the name of clients is published; null where DNS does not lead them. */
  readonly publication: Publication['kind'] | null;
  /** What keeps the clusters that serve from taking the name back once it has moved; null where it never moves. */
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
  /** Keeps it from every other group. */
  readonly token: string;
  readonly quorum: number;
  readonly tolerated: number;
  readonly heartbeatMillis: number;
  readonly electionMillis: number;
  readonly roundTripMillis: number | null;
  /** Seconds that its voters need from the stop signal to the kill, as they may depend on its timeouts. Documents of earlier programs do not say it. */
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
  readonly storageClass: string;
  /** Domain of its members. */
  readonly domain: string;
  /** Whether the cluster can be made the one that serves, so that it has a way in for clients. */
  readonly serves: boolean;
  readonly clientHost: string | null;
  /** Whether it has a mirror: one that runs, or one that stands ready. */
  readonly mirror: 'runs' | 'stopped' | null;
  /** Learners that are still to be made known to their group. */
  readonly joins: readonly string[];
  /** What its jobs do to the membership of the group now; left out where no jobs do. */
  readonly membership?: readonly MembershipDocument[];
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
  const { access, discovery, objectives, operations, peerTls, storage, topology } = plan.system;
  const exposure = Access.exposureOf(access);
  return {
    name: plan.name,
    namespace: plan.namespace,
    engine: engineDocument(plan),
    discovery: discovery?.kind ?? 'static-peers',
    peerTls: peerTls?.kind === 'cert-manager' ? { issuer: peerTls.issuer, issuerKind: peerTls.issuerKind } : null,
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

/** What the engine decides for voters; a system without any is refused before it is written. */
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
  { cluster, role, group, pool, domain, serves, clientHost, mirror, joins, operations, membership }: SeatPlan,
): SeatDocument => ({
  cluster: cluster.name,
  role,
  group: group.name,
  statefulSet: pool.name,
  firstOrdinal: pool.firstOrdinal,
  declared: pool.declared,
  replicas: pool.replicas,
  allowedDown: pool.allowedDown,
  storageClass: cluster.storageClass,
  domain,
  serves,
  clientHost: clientHost ?? null,
  mirror: mirror ? (mirror.runs ? 'runs' : 'stopped') : null,
  joins: joins.map(({ learner }) => learner),
  ...(operations ? { membership: membership.map(({ job, action, member, runs }) => ({ job, action, member: member ?? null, runs })) } : {}),
  folder: unitFolder(cluster.name, plan.name),
});
