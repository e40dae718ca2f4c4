import type { Cluster } from '../domain/cluster';
import type { OutagePlan } from './outage';
import { startupSeconds } from './probes';
import type { FleetPlan, GroupPlan, RecordPlan, SeatPlan, SystemPlan } from './system-plan';

/** Version of the document's form; raised when a reader of the old form would misread the new one. */
export const fleetDocumentVersion = 1;

/** `fleet.json`: the plan as data, for tools that do not run the program. Its schema is `fleet.schema.json`. */
export interface FleetDocument {
  readonly version: number;
  readonly fleet: {
    readonly name: string;
    readonly zone: string;
    readonly dnsProvider: string;
    readonly network: string;
    readonly ordinalStride: number;
  };
  readonly clusters: readonly Pick<
    Cluster,
    'name' | 'index' | 'region' | 'zones' | 'kubernetes' | 'podCidrs' | 'serviceCidrs' | 'clusterDomain' | 'storageClass'
  >[];
  readonly retired: readonly { readonly name: string; readonly index: number }[];
  readonly systems: readonly SystemDocument[];
  /** Every file of the output, this one included, as paths below its folder. */
  readonly files: readonly string[];
}

/** One system: who its members are, where, under which names, who serves, which records, which objectives. */
export interface SystemDocument {
  readonly name: string;
  readonly namespace: string;
  readonly engine: { readonly name: string; readonly image: string };
  readonly topology: 'active-active' | 'active-standby';
  readonly host: string | null;
  readonly state: { readonly bootstrapped: boolean; readonly epoch: number };
  readonly objectives: { readonly survive: string; readonly rtoSeconds: number | null };
  readonly storage: { readonly mebibytes: number; readonly startupSeconds: number };
  readonly groups: readonly GroupDocument[];
  readonly seats: readonly SeatDocument[];
  readonly records: readonly Omit<RecordPlan, 'route'>[];
  readonly outage: OutagePlan;
}

/** One Raft group and its members. */
export interface GroupDocument {
  readonly name: string;
  readonly quorum: number;
  readonly tolerated: number;
  readonly heartbeatMillis: number;
  readonly electionMillis: number;
  readonly roundTripMillis: number | null;
  readonly members: readonly {
    readonly name: string;
    readonly host: string;
    readonly cluster: string;
    readonly role: 'voter' | 'learner';
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
  readonly clientHost: string | null;
  readonly folder: string;
}

/** The folder of one system in one cluster, below the output folder. */
export const unitFolder = (cluster: string, unit: string): string => `${cluster}/${unit}`;

export const fleetDocument = ({ fleet, clusters, systems }: FleetPlan, files: readonly string[]): FleetDocument => ({
  version: fleetDocumentVersion,
  fleet: {
    name: fleet.name,
    zone: fleet.dns.zone,
    dnsProvider: fleet.dns.provider.name,
    network: fleet.network.name,
    ordinalStride: fleet.ordinalStride,
  },
  clusters: clusters.map(({ name, index, region, zones, kubernetes, podCidrs, serviceCidrs, clusterDomain, storageClass }) => ({
    name,
    index,
    region,
    zones,
    kubernetes,
    podCidrs,
    serviceCidrs,
    clusterDomain,
    storageClass,
  })),
  retired: [...fleet.retired].sort((a, b) => a.index - b.index),
  systems: systems.map(systemDocument),
  files,
});

const systemDocument = (plan: SystemPlan): SystemDocument => {
  const { access, engine, objectives, storage, topology } = plan.system;
  return {
    name: plan.name,
    namespace: plan.namespace,
    engine: { name: engine.name, image: engine.image },
    topology: topology.kind,
    host: access.kind === 'dns' ? access.host : null,
    state: { bootstrapped: plan.state.bootstrapped, epoch: plan.state.epoch },
    objectives: { survive: objectives.survive.kind, rtoSeconds: objectives.rto?.toSeconds() ?? null },
    storage: { mebibytes: storage.toMebibytes(), startupSeconds: startupSeconds(storage) },
    groups: plan.groups.map(groupDocument),
    seats: plan.seats.map(seat => seatDocument(plan, seat)),
    records: plan.records.map(({ route: _, ...record }) => record),
    outage: plan.outage,
  };
};

const groupDocument = (group: GroupPlan): GroupDocument => ({
  name: group.name,
  quorum: group.quorum,
  tolerated: group.tolerated,
  ...group.timing,
  roundTripMillis: group.roundTripMillis ?? null,
  members: [...group.voters, ...group.learners].map(({ name, host, cluster, role }) => ({ name, host, cluster, role })),
});

const seatDocument = (plan: SystemPlan, { cluster, role, group, pool, clientHost }: SeatPlan): SeatDocument => ({
  cluster: cluster.name,
  role,
  group: group.name,
  statefulSet: pool.name,
  firstOrdinal: pool.start,
  declared: pool.declared,
  replicas: pool.replicas,
  allowedDown: pool.allowedDown,
  storageClass: cluster.storageClass,
  clientHost: clientHost ?? null,
  folder: unitFolder(cluster.name, plan.name),
});
