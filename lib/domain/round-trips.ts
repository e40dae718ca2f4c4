import type { Duration } from 'cdk8s';
import type { Cluster } from './cluster';

/** The round-trip time between two clusters. */
export type RoundTrip = readonly [Cluster, Cluster, Duration];

/** Round-trip times between clusters, each pair once. Election and heartbeat timeouts are derived from the longest. */
export interface RoundTrips {
  readonly pairs: readonly RoundTrip[];
}

export const RoundTrips = {
  of: (pairs: readonly RoundTrip[]): RoundTrips => Object.freeze({ pairs }),
} as const;
