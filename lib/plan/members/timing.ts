import type { RaftEngine, RaftTiming } from '../../domain/engine';
import type { RoundTripLookup } from './round-trip-lookup';

/** The longest declared round trip between some clusters, in milliseconds, and the pairs without a declared round trip. */
export interface MeasuredRoundTrips {
  readonly longest: number;
  readonly undeclared: readonly (readonly [string, string])[];
}

/** Measures every pair of the given clusters. */
export function measureRoundTrips(clusters: readonly string[], distance: RoundTripLookup): MeasuredRoundTrips {
  let longest = 0;
  const undeclared: (readonly [string, string])[] = [];
  for (const [position, one] of clusters.entries()) {
    for (const other of clusters.slice(position + 1)) {
      const trip = distance(one, other);
      if (trip === undefined) undeclared.push([one, other]);
      else longest = Math.max(longest, trip);
    }
  }
  return { longest, undeclared };
}

/**
 * The longest round trip between any two of the clusters, in milliseconds: 0 for one cluster, undefined when a pair is
 * not declared.
 */
export function longestRoundTrip(clusters: readonly string[], distance: RoundTripLookup): number | undefined {
  const { longest, undeclared } = measureRoundTrips(clusters, distance);
  return undeclared.length > 0 ? undefined : longest;
}

/** Heartbeats that must fit into one election timeout: etcd refuses to start with fewer (`embed/config.go`). */
export const heartbeatsPerElection = 5;

/**
 * The Raft timeouts of a group, equal for all its members.
 *
 * The heartbeat interval is at least one round trip. The election timeout is at least ten round trips and at least five heartbeats. Neither
 * is below the engine's default (etcd's tuning guide; etcd refuses an election timeout under five heartbeats).
 */
export function planTiming(engine: RaftEngine, roundTripMillis: number | undefined): RaftTiming {
  const { heartbeatMillis, electionMillis } = engine.timing.defaults;
  const trip = Math.ceil(roundTripMillis ?? 0);
  const heartbeat = Math.max(heartbeatMillis, trip);
  return { heartbeatMillis: heartbeat, electionMillis: Math.max(electionMillis, 10 * trip, heartbeatsPerElection * heartbeat) };
}

/**
 * Whether members with these timeouts may be in one group: the one that waits for the shortest time hears five times from the leader that
 * speaks the least often.
 */
export const areCompatible = (timings: readonly RaftTiming[]): boolean =>
  heartbeatsPerElection * Math.max(...timings.map(({ heartbeatMillis }) => heartbeatMillis)) <=
  Math.min(...timings.map(({ electionMillis }) => electionMillis));

/** The timeouts that go with each of these, if each is in order by itself: the shortest heartbeat and the longest election timeout. */
export const mediatingTiming = (timings: readonly RaftTiming[]): RaftTiming => ({
  heartbeatMillis: Math.min(...timings.map(({ heartbeatMillis }) => heartbeatMillis)),
  electionMillis: Math.max(...timings.map(({ electionMillis }) => electionMillis)),
});

/** The longest of each: what an election takes at most while members have different ones. */
export const slowestTiming = (timings: readonly RaftTiming[]): RaftTiming => ({
  heartbeatMillis: Math.max(...timings.map(({ heartbeatMillis }) => heartbeatMillis)),
  electionMillis: Math.max(...timings.map(({ electionMillis }) => electionMillis)),
});

/** The timeouts that engines are asked with where templates are compared: the same whatever a group has. */
export const comparedTiming: RaftTiming = { heartbeatMillis: 100, electionMillis: 1000 };
