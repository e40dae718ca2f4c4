import type { Fleet } from '../domain/fleet';
import { firstOrdinal, groupName, poolName } from '../plan/members/object-names';
import { assignSeats } from '../plan/members/seat-assignment';
import type { SystemPlan } from '../plan/model/system-plan';

/** Where the program wants a group to be, and what is needed to lead it there. */
export interface GroupTarget {
  readonly name: string;
  /** By cluster index: every cluster that has members of the group, or is to have them. */
  readonly clusters: readonly ClusterTarget[];
  /** The engine's image, the same in all clusters. */
  readonly image: string;
}

/** What the program wants of one cluster for a group. */
export interface ClusterTarget {
  readonly cluster: string;
  readonly voters: number;
  readonly learners: number;
  readonly firstOrdinal: number;
  /** Whether clients are led here: its members are restarted last. */
  readonly serves: boolean;
}

/** Everything that decides the steps of a system. */
export interface SystemTarget {
  readonly system: string;
  readonly groups: readonly GroupTarget[];
  readonly survive: 'any-one-cluster' | 'any-one-member';
  /** Whether jobs change the membership, or people have to. */
  readonly byJobs: boolean;
}

/** What the program says of a system, whatever its ledger has. */
export function targetOf(
  { name, system, state }: SystemPlan,
  { clusters, ordinalStride }: Pick<Fleet, 'clusters' | 'ordinalStride'>,
): SystemTarget {
  const assignments = assignSeats(system.topology, state.active);
  const names = new Set([...assignments.map(assignment => groupName(name, assignment)), ...Object.keys(state.groups ?? {})]);
  return {
    system: name,
    groups: [...names].map(group => ({
      name: group,
      image: system.engine.image,
      clusters: clusters
        .map(cluster => ({
          cluster,
          seat: assignments.find(seat => seat.cluster.name === cluster.name && groupName(name, seat) === group),
        }))
        .map(({ cluster, seat }) => ({
          cluster: cluster.name,
          voters: seat?.votes ? seat.members : 0,
          learners: seat && !seat.votes ? seat.members : 0,
          firstOrdinal: firstOrdinal(cluster, ordinalStride),
          serves: seat?.role === 'active',
        }))
        .sort((a, b) => a.firstOrdinal - b.firstOrdinal),
    })),
    survive: system.objectives.survive.kind,
    byJobs: system.operations !== undefined && system.engine.membership !== undefined,
  };
}

/** The name of a member: its pod's. */
export const memberName = (system: string, role: 'voter' | 'learner', ordinal: number): string => `${poolName(system, role)}-${ordinal}`;
