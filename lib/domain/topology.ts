import type { Duration } from 'cdk8s';
import type { Cluster } from './cluster';
import { madeFrom } from './made-from';
import type { Traffic } from './traffic';

/** A cluster that holds votes of a Raft group. */
export interface Seat {
  readonly cluster: Cluster;
  /** Members that vote. 1 to 99; an odd sum over the group. */
  readonly voters: number;
}

export const Seat = {
  of: (cluster: Cluster, props: { readonly voters: number }): Seat => madeFrom({ cluster }, props),
} as const;

/** Backups of the group that serves, from which a cold standby is restored. */
export interface Backup {
  /** Time between two backups. */
  readonly interval: Duration;
  /** Time until a backup is where the standby finds it: taking it and uploading it. */
  readonly upload: Duration;
  /** Time to restore the newest backup before the members start. @default 0 s, where every backup is restored as it comes */
  readonly restore?: Duration;
}

/** A cluster that waits while another one serves. */
export type Standby =
  | { readonly kind: 'voting'; readonly cluster: Cluster; readonly voters: number }
  | { readonly kind: 'witness'; readonly cluster: Cluster; readonly voters: number }
  | { readonly kind: 'learner'; readonly cluster: Cluster; readonly learners: number }
  | { readonly kind: 'hot'; readonly cluster: Cluster; readonly voters: number; readonly lag?: Duration }
  | { readonly kind: 'cold'; readonly cluster: Cluster; readonly voters: number; readonly backup?: Backup };

export const Standby = {
  /** Same group: votes, and takes no clients until it is made active. Loses nothing that was acknowledged. */
  voting: (cluster: Cluster, props: { readonly voters: number }): Standby => madeFrom({ kind: 'voting', cluster }, props),
  /** Same group: votes so that the others keep a majority, and never serves. A full voter: Raft has no data-less one. */
  witness: (cluster: Cluster, props: { readonly voters: number }): Standby => madeFrom({ kind: 'witness', cluster }, props),
  /** Same group: replicates and does not vote. To make it active, promote it at run time first. */
  learner: (cluster: Cluster, props: { readonly learners: number }): Standby => madeFrom({ kind: 'learner', cluster }, props),
  /**
   * A group of its own, running, kept up to date from the active cluster by the engine's mirror: loses the mirror's lag.
   *
   * `lag` is its 99th percentile, as it is measured. @default - unknown, so that no recovery point can be promised
   */
  hot: (cluster: Cluster, props: { readonly voters: number; readonly lag?: Duration }): Standby =>
    madeFrom({ kind: 'hot', cluster }, props),
  /**
   * A group of its own, rendered with 0 replicas, volumes kept: loses everything since its last restore.
   *
   * `backup` says how it is restored. @default - unknown, so that no recovery point can be promised
   */
  cold: (cluster: Cluster, props: { readonly voters: number; readonly backup?: Backup }): Standby =>
    madeFrom({ kind: 'cold', cluster }, props),
} as const;

/** One Raft group stretched over the seats, all of which serve clients. */
export interface ActiveActive {
  readonly kind: 'active-active';
  readonly seats: readonly Seat[];
  readonly traffic: Traffic;
}

/** One cluster serves; the standbys wait, in the order in which they would take over. */
export interface ActiveStandby {
  readonly kind: 'active-standby';
  readonly active: Seat;
  readonly standbys: readonly Standby[];
}

/** Which clusters serve, and what the others do meanwhile. */
export type Topology = ActiveActive | ActiveStandby;

export const Topology = {
  /** One group over all seats, and all of them serve. */
  activeActive: (props: Omit<ActiveActive, 'kind'>): ActiveActive => madeFrom({ kind: 'active-active' }, props),
  /** One cluster serves, the standbys wait. */
  activeStandby: (props: Omit<ActiveStandby, 'kind'>): ActiveStandby => madeFrom({ kind: 'active-standby' }, props),
} as const;
