import type { Duration } from 'cdk8s';
import type { Backup } from '../../domain/topology';

/** How long clients cannot use the system after a loss, and which writes are lost. */
export interface OutagePlan extends DataLoss {
  /**
   * `automatic`: it ends without an operator. `decision`: an operator must first commit a change. `repair`: no commit helps all clients;
   * the outage lasts until the lost part is repaired, and no acknowledged write is in danger. `restore`: the quorum is lost and no
   * standby can take over.
   */
  readonly ends: 'automatic' | 'decision' | 'repair' | 'restore';
  /** Where the sum starts: at the loss, or at the commit where the fleet does not declare `onCall`. */
  readonly countedFrom: 'loss' | 'commit';
  readonly terms: readonly OutageTerm[];
  /** Sum of the terms, at worst. */
  readonly worstSeconds: number;
  /** Sum of the typical terms. */
  readonly typicalSeconds: number;
  /** The longest time for which cached DNS answers still serve some clients after the loss; 0 where no cache does. */
  readonly cachedSeconds: number;
}

/** One part of an outage. */
export interface OutageTerm {
  readonly term: 'elect' | 'detect' | 'decide' | 'fence' | 'publish' | 'start' | 'negative-ttl' | 'ttl' | 'client-cache' | 'reconnect';
  /** Seconds, at worst. */
  readonly seconds: number;
  /** Typical seconds: a wait for something periodic takes half of its period. */
  readonly typicalSeconds: number;
  readonly why: string;
}

/** How a standby with a group of its own gets the data of the serving group, as far as it is declared. */
export interface Replication {
  /** 99th percentile of a mirror's lag. */
  readonly lag?: Duration;
  readonly backup?: Backup;
}

/** Which acknowledged writes are lost. */
export interface DataLoss {
  readonly loses: 'nothing' | 'mirror-lag' | 'since-last-restore';
  /** Seconds of writes that are lost, at worst; undefined where the lag or the backup is not declared, or no cluster takes over. */
  readonly lostSeconds: number | undefined;
  /** The same, typically. */
  readonly typicalLostSeconds: number | undefined;
}
