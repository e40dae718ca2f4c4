import type { Cluster } from '../../domain/cluster';
import type { Fleet } from '../../domain/fleet';
import type { OperatingState } from '../../domain/operating-state';
import type { RaftSystem } from '../../domain/raft-system';
import type { GroupPlan } from '../model/system-plan';

/** What every seat of a system has to do with. */
export interface SystemBase {
  readonly name: string;
  readonly namespace: string;
  readonly system: RaftSystem;
  readonly state: OperatingState;
  readonly fleet: Fleet;
  /** The cluster that serves, or the first of them. */
  readonly active: GroupSeat | undefined;
  /** The clusters that serve, or may come to, by index. */
  readonly serving: readonly Cluster[];
  /** The hot standbys, whose mirrors read from the active cluster. */
  readonly hot: readonly GroupSeat[];
}

/** A cluster, and the group that its members are in. */
export interface GroupSeat {
  readonly cluster: Cluster;
  readonly group: GroupPlan;
}
