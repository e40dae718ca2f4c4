import type { RaftEngine, RaftTiming } from '../domain/engine';
import type { RoundTrips } from '../domain/round-trips';

/**
 * The longest round trip between any two of the clusters, in milliseconds: 0 for one cluster, undefined when a pair is
 * not declared.
 */
export function longestRoundTrip(clusters: readonly string[], roundTrips: RoundTrips | undefined): number | undefined {
  let longest = 0;
  for (const [position, one] of clusters.entries()) {
    for (const other of clusters.slice(position + 1)) {
      const pair = roundTrips?.pairs.find(([a, b]) => (a.name === one && b.name === other) || (a.name === other && b.name === one));
      if (!pair) return undefined;
      longest = Math.max(longest, pair[2].toMilliseconds({ integral: false }));
    }
  }
  return longest;
}

/**
 * Timeouts for a group, equal for all its members.
 *
 * Heartbeat at least one round trip, election at least ten and at least five heartbeats, neither below the engine's
 * default (etcd's tuning guide; etcd refuses an election timeout under five heartbeats).
 */
export function planTiming(engine: RaftEngine, roundTripMillis: number | undefined): RaftTiming {
  const { heartbeatMillis, electionMillis } = engine.timing.defaults;
  const trip = Math.ceil(roundTripMillis ?? 0);
  const heartbeat = Math.max(heartbeatMillis, trip);
  return { heartbeatMillis: heartbeat, electionMillis: Math.max(electionMillis, 10 * trip, 5 * heartbeat) };
}
