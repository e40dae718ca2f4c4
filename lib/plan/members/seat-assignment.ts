import type { Cluster } from '../../domain/cluster';
import type { LedgerMember } from '../../domain/operating-state';
import type { Standby, Topology } from '../../domain/topology';
import type { Replication } from '../model/outage-plan';
import type { SeatRole } from '../model/system-plan';
import { groupName } from './object-names';

/** The role and size of one cluster in a topology, before members and objects are named. */
export interface SeatAssignment {
  readonly cluster: Cluster;
  readonly role: SeatRole;
  /** Members that the topology declares for this cluster. */
  readonly members: number;
  readonly votes: boolean;
  /** Whether the cluster has a group of its own. */
  readonly ownGroup: boolean;
  /** How a standby with a group of its own gets its data. A change of the active cluster exchanges it together with the role. */
  readonly replication: Replication | undefined;
  /** The members that the ledger has here, by ordinal, without those that leave; undefined where the topology says who they are. */
  readonly recorded?: readonly RecordedMember[];
}

/** A member that the ledger has. */
export interface RecordedMember extends LedgerMember {
  readonly name: string;
}

/** The seats of each Raft group, by its name. */
export function seatsByGroup(system: string, assignments: readonly SeatAssignment[]): ReadonlyMap<string, readonly SeatAssignment[]> {
  const groups = new Map<string, SeatAssignment[]>();
  for (const assignment of assignments) {
    const group = groupName(system, assignment);
    const seats = groups.get(group);
    if (seats) seats.push(assignment);
    else groups.set(group, [assignment]);
  }
  return groups;
}

/** Roles that the operating state can exchange with the role of the active cluster. */
const promotable: readonly SeatRole[] = ['voting', 'hot', 'cold'];

/** Whether a cluster of this role may become the active one without a membership change. */
export const canBecomeActive = (role: SeatRole): boolean => role === 'active' || promotable.includes(role);

/**
 * The seats of a topology, ordered by cluster index, with the roles that they have while the cluster `active` serves.
 *
 * Groups and sizes come from the topology and never move. Only two roles are exchanged: that of the declared active cluster, and that of
 * the cluster that serves now. So a lost cluster comes back as a standby.
 */
export function assignSeats(topology: Topology, active: string | undefined): readonly SeatAssignment[] {
  const declared = declaredSeats(topology);
  const chosen = declared.find(({ cluster, role }) => cluster.name === active && promotable.includes(role));
  return declared
    .map((seat): SeatAssignment => {
      if (!chosen || topology.kind === 'active-active') return seat;
      if (seat === chosen) return { ...seat, role: 'active', replication: undefined };
      return seat.role === 'active' ? { ...seat, role: chosen.role, replication: chosen.replication } : seat;
    })
    .sort((a, b) => a.cluster.index - b.cluster.index);
}

function declaredSeats(topology: Topology): readonly SeatAssignment[] {
  switch (topology.kind) {
    case 'active-active':
      return topology.seats.map(seat => voters(seat.cluster, 'active', seat.voters));
    case 'active-standby':
      return [voters(topology.active.cluster, 'active', topology.active.voters), ...topology.standbys.map(standbySeat)];
  }
}

function standbySeat(standby: Standby): SeatAssignment {
  switch (standby.kind) {
    case 'voting':
    case 'witness':
      return voters(standby.cluster, standby.kind, standby.voters);
    case 'hot':
    case 'cold':
      return { ...voters(standby.cluster, standby.kind, standby.voters), ownGroup: true, replication: replicationOf(standby) };
    case 'learner':
      return {
        cluster: standby.cluster,
        role: 'learner',
        members: standby.learners,
        votes: false,
        ownGroup: false,
        replication: undefined,
      };
  }
}

const replicationOf = (standby: Extract<Standby, { kind: 'hot' | 'cold' }>): Replication =>
  standby.kind === 'hot' ? (standby.lag ? { lag: standby.lag } : {}) : standby.backup ? { backup: standby.backup } : {};

const voters = (cluster: Cluster, role: SeatRole, members: number): SeatAssignment => ({
  cluster,
  role,
  members,
  votes: true,
  ownGroup: false,
  replication: undefined,
});
