import type { Duration } from 'cdk8s';
import type { Backup } from '../../domain/topology';

/** How long clients are without the system after a loss, and what is lost with it. */
export interface OutagePlan extends DataLoss {
  /**
   * `automatic`: it passes by itself. `decision`: somebody must first commit a change. `restore`: the quorum is gone and no
   * standby can take over.
   */
  readonly ends: 'automatic' | 'decision' | 'restore';
  /** What the sum counts from: the loss, or the commit, where nobody has said how long people take. */
  readonly countedFrom: 'loss' | 'commit';
  readonly terms: readonly OutageTerm[];
  /** Sum of the terms. */
  readonly worstSeconds: number;
  /** Sum of the terms as they typically are. */
  readonly typicalSeconds: number;
}

/** One part of an outage. */
export interface OutageTerm {
  readonly term: 'elect' | 'detect' | 'decide' | 'fence' | 'publish' | 'start' | 'ttl' | 'client-cache' | 'reconnect';
  /** Seconds, at worst. */
  readonly seconds: number;
  /** Seconds, where every wait for something periodic takes half of its period. */
  readonly typicalSeconds: number;
  readonly why: string;
}

/** How a group of its own is kept up to date from the group that serves, as far as it is declared. */
export interface Replication {
  /** 99th percentile of a mirror's lag. */
  readonly lag?: Duration;
  readonly backup?: Backup;
}

/** What was acknowledged and is lost. */
export interface DataLoss {
  readonly loses: 'nothing' | 'mirror-lag' | 'since-last-restore';
  /** The time whose writes are lost, at worst, in seconds; unknown where the lag or the backup is not declared, or nobody takes over. */
  readonly lostSeconds: number | undefined;
  /** The same, typically. */
  readonly typicalLostSeconds: number | undefined;
}
