import { Cluster } from '../domain/cluster';
import type { RaftTiming } from '../domain/engine';
import type { Fleet } from '../domain/fleet';
import type { CertificateLedger, ClaimLedger, NetworkLedger } from '../domain/operating-state';
import { PeerTls } from '../domain/peer-tls';
import { wantedAuthorities } from '../plan/members/authorities';
import { firstOrdinal } from '../plan/members/object-names';
import { type TemplateTls, wantedTls } from '../plan/members/recorded-tls';
import { assignSeats, seatsByGroup } from '../plan/members/seat-assignment';
import type { SystemPlan } from '../plan/model/system-plan';
import { type DeclaredName, declaredName } from '../plan/names/former-names';
import { declaredNetworks } from '../plan/network/declared-networks';

/** What the program wants of a group, and what its steps need. */
export interface GroupTarget {
  readonly name: string;
  /** All clusters of the fleet by index, also those without members of the group: the ledger may have members there. */
  readonly clusters: readonly ClusterTarget[];
  /** The engine's image, the same in all clusters. */
  readonly image: string;
  /** Timeouts of its members, the same in all clusters. */
  readonly timing: RaftTiming;
  /** TLS between its peers; undefined where no step leads there. */
  readonly tls?: TlsTarget;
}

/** How peers of a group should use TLS, the same in all clusters. */
export interface TlsTarget extends TemplateTls {
  /** Who issues their certificates, with the authorities that they trust; undefined without TLS. */
  readonly certificates?: CertificateLedger;
}

/** What the program wants of a group in one cluster. */
export interface ClusterTarget {
  readonly cluster: string;
  readonly voters: number;
  readonly learners: number;
  readonly firstOrdinal: number;
  /** Whether clients are routed here. Members of such a cluster restart last. */
  readonly serves: boolean;
  /** The digest of the pod template that is rendered for its members; undefined where nothing is. */
  readonly template?: string;
  /** What the program says of the volumes of its members; undefined where that is not looked at. */
  readonly volume?: Pick<ClaimLedger, 'mebibytes' | 'storageClass'>;
  /** Whether the cluster is gone for ever, so that nobody asks its members. @default false */
  readonly lost?: boolean;
}

/** Everything that decides the steps of a system. */
export interface SystemTarget {
  readonly system: string;
  readonly groups: readonly GroupTarget[];
  readonly survive: 'any-one-cluster' | 'any-one-member';
  /** @default - the system's name */
  readonly namespace?: string;
  /** The addresses that the program declares of each cluster that the system has to do with. @default - nobody looks at them */
  readonly networks?: Readonly<Record<string, NetworkLedger>>;
  /** The name for clients, where steps can change it. @default - none */
  readonly name?: DeclaredName;
  /** The most learners that the engine lets a group have. */
  readonly maxLearners: number;
  /** Whether jobs change the membership. Otherwise an operator must. */
  readonly byJobs: boolean;
}

/** Digests of the pod templates of a system's members, by cluster. */
export type TemplateDigests = ReadonlyMap<string, string>;

/** What the program wants of a system, whatever its ledger says. @param templates what is rendered, where that is known */
export function targetOf(
  { name, namespace, system, state, groups: planned, seats: seated, publication }: SystemPlan,
  { clusters, network, ordinalStride }: Pick<Fleet, 'clusters' | 'network' | 'ordinalStride'>,
  templates: TemplateDigests = new Map(),
): SystemTarget {
  const published = declaredName(system.access, publication?.how.kind);
  const wanted = seatsByGroup(name, assignSeats(system.topology, state.active));
  const names = new Set([...wanted.keys(), ...Object.keys(state.groups ?? {})]);
  const inOrder = Cluster.inOrder(clusters);
  return {
    system: name,
    namespace,
    groups: [...names].map(group => {
      const seats = new Map((wanted.get(group) ?? []).map(seat => [seat.cluster.name, seat]));
      return {
        name: group,
        image: system.engine.image,
        timing: planned.find(plan => plan.name === group)?.timing ?? system.engine.timing.defaults,
        ...tlsTarget(system),
        clusters: inOrder.map(cluster => {
          const seat = seats.get(cluster.name);
          const template = templates.get(cluster.name);
          return {
            cluster: cluster.name,
            voters: seat?.votes ? seat.members : 0,
            learners: seat && !seat.votes ? seat.members : 0,
            firstOrdinal: firstOrdinal(cluster, ordinalStride),
            serves: seat?.role === 'active',
            ...(template === undefined ? {} : { template }),
            volume: { mebibytes: system.storage.toMebibytes(), storageClass: cluster.storageClass },
            ...(cluster.lost ? { lost: true } : {}),
          };
        }),
      };
    }),
    survive: system.objectives.survive.kind,
    ...(published ? { name: published } : {}),
    networks: declaredNetworks({ system, seats: seated }, { clusters, network }),
    maxLearners: system.engine.maxLearners,
    byJobs: system.operations !== undefined && system.engine.membership !== undefined,
  };
}

function tlsTarget(system: SystemPlan['system']): Pick<GroupTarget, 'tls'> {
  const wanted = wantedTls(system);
  if (!wanted) return {};
  const issued = PeerTls.certificatesOf(system.peerTls);
  const authorities = wantedAuthorities(system);
  const certificates = issued && { issuer: issued.issuer, issuerKind: issued.issuerKind, ...(authorities ? { authorities } : {}) };
  return { tls: { ...wanted, ...(certificates ? { certificates } : {}) } };
}
