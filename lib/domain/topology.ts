import type { Duration } from 'cdk8s';
import type { Cluster } from './cluster';
import { madeFrom } from './made-from';
import type { Traffic } from './traffic';

/** A cluster that holds votes of a Raft group. */
export interface Seat {
  readonly cluster: Cluster;
  /** Members that vote, 1 to 99. The sum over the group is odd. */
  readonly voters: number;
}

export const Seat = {
  of: (cluster: Cluster, props: { readonly voters: number }): Seat => madeFrom({ cluster }, props),
} as const;

/** Backups of the group that serves, from which a cold standby is restored. */
export interface Backup {
  /** Time between two backups. */
  readonly interval: Duration;
  /** Time to take a backup and to upload it to where the standby finds it. */
  readonly upload: Duration;
  /** Time to restore the newest backup before the members start. @default 0 s: each backup is restored as soon as it arrives */
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
  /** Same group: votes, and serves no clients until it is made active. No acknowledged write is lost. */
  voting: (cluster: Cluster, props: { readonly voters: number }): Standby => madeFrom({ kind: 'voting', cluster }, props),
  /** Same group: votes so that the others keep a majority, and never serves. It stores the whole log, as every Raft voter does. */
  witness: (cluster: Cluster, props: { readonly voters: number }): Standby => madeFrom({ kind: 'witness', cluster }, props),
  /** Same group: replicates and does not vote. To make it active, first promote its learners to voters at run time. */
  learner: (cluster: Cluster, props: { readonly learners: number }): Standby => madeFrom({ kind: 'learner', cluster }, props),
  /**
   * A running group of its own, which the engine's mirror keeps up to date from the active cluster. A failover loses the writes of
   * the mirror's lag.
   *
   * `lag` is the measured 99th percentile of the mirror's lag. @default - unknown: no recovery point can be promised
   */
  hot: (cluster: Cluster, props: { readonly voters: number; readonly lag?: Duration }): Standby =>
    madeFrom({ kind: 'hot', cluster }, props),
  /**
   * A group of its own, rendered with 0 replicas; its volumes are kept. A failover loses every write since the backup that was
   * restored last.
   *
   * `backup` says how it is restored. @default - unknown: no recovery point can be promised
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

/** One cluster serves; the standbys wait, in failover order. */
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
