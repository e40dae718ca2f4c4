import type { Traffic } from '../../domain/traffic';
import type { RoundTripLookup } from '../members/round-trip-lookup';
import type { GroupPlan, SystemPlan } from '../model/system-plan';

/**
 * Milliseconds until a write is on disk: the most that etcd's documentation allows for the 99th percentile of
 * `wal_fsync_duration_seconds` ("Hardware recommendations", "Metrics").
 */
export const fsyncMillis = 10;

/**
 * Milliseconds of a round trip between two members in one cluster: an assumption, since round trips are declared between clusters only. It
 * is about the round trip between two zones of one region.
 */
export const localRoundTripMillis = 1;

/** Latencies of a group while its leader is in one cluster, in milliseconds. */
export interface LeaderLatency {
  readonly cluster: string;
  /** From the time that the leader receives a write until a quorum has it on disk. Undefined where a round trip is not declared. */
  readonly commitMillis: number | undefined;
  /** A linearizable read that asks a quorum: the same without disk writes. */
  readonly readMillis: number | undefined;
  /** A write as clients see it: the average round trip from the clusters that serve to the leader, and the commit. */
  readonly clientMillis: number | undefined;
}

/** Latency of one group, for each cluster that its leader can be in. */
export interface LatencyPlan {
  readonly group: string;
  readonly leaders: readonly LeaderLatency[];
  /**
   * The leader's cluster with the lowest `clientMillis`; of equal ones that with the lowest index. Undefined where a round trip is not
   * declared.
   */
  readonly bestHome: string | undefined;
}

/** The weight of each cluster's clients in an average. */
type Weights = ReadonlyMap<string, number>;

/**
 * Latency of the serving group, and of every other group that is stretched over clusters. A standby's group within one cluster needs no
 * figure: it is as fast as that cluster.
 */
export function planLatencies({ groups, seats, system }: SystemPlan, distance: RoundTripLookup): readonly LatencyPlan[] {
  const active = seats.filter(({ role }) => role === 'active');
  const serving = active[0]?.group;
  const { topology } = system;
  const traffic = topology.kind === 'active-active' ? topology.traffic : undefined;
  return groups
    .filter(group => group.votes.size > 1 || group === serving)
    .map(group => {
      const homes = group === serving ? active.map(({ cluster }) => cluster.name) : [...group.votes.keys()];
      return planLatency(group, weightsOf(homes, group === serving ? traffic : undefined), distance);
    });
}

/** The shares of the traffic where they are declared and not all 0, else the same weight for each cluster. */
function weightsOf(clusters: readonly string[], traffic: Traffic | undefined): Weights {
  const shares = new Map(traffic?.kind === 'weighted' ? traffic.shares.map(([{ name }, share]) => [name, share]) : []);
  const weights = new Map(clusters.map(cluster => [cluster, shares.get(cluster) ?? 0]));
  return [...weights.values()].some(weight => weight > 0) ? weights : new Map(clusters.map(cluster => [cluster, 1]));
}

/** Latency of one group, whose clients are in these clusters. */
function planLatency(group: GroupPlan, clients: Weights, distance: RoundTripLookup): LatencyPlan {
  const leaders = [...group.votes].filter(([, votes]) => votes > 0).map(([cluster]) => latencyFrom(cluster, group, clients, distance));
  let best: LeaderLatency | undefined;
  for (const leader of leaders) {
    if (leader.clientMillis === undefined) return { group: group.name, leaders, bestHome: undefined };
    if (best?.clientMillis === undefined || leader.clientMillis < best.clientMillis) best = leader;
  }
  return { group: group.name, leaders, bestHome: best?.cluster };
}

function latencyFrom(leader: string, { votes, quorum }: GroupPlan, clients: Weights, distance: RoundTripLookup): LeaderLatency {
  const trip = (from: string, to: string): number | undefined => (from === to ? localRoundTripMillis : distance(from, to));
  const unknown: LeaderLatency = { cluster: leader, commitMillis: undefined, readMillis: undefined, clientMillis: undefined };
  // The leader answers itself at once, so it needs the q - 1 fastest answers of the others.
  const answers = [0];
  for (const [cluster, count] of votes) {
    const millis = trip(leader, cluster);
    if (millis === undefined) return unknown;
    const others = cluster === leader ? count - 1 : count;
    for (let member = 0; member < others; member += 1) answers.push(millis);
  }
  const readMillis = answers.sort((a, b) => a - b)[quorum - 1];
  if (readMillis === undefined) return unknown;
  // Every member writes to its own disk, the leader too. So each answer takes one disk write longer, and so does the q-th.
  const commitMillis = rounded(readMillis + fsyncMillis);
  let weightedTrips = 0;
  let weights = 0;
  for (const [cluster, weight] of clients) {
    const toLeader = weight === 0 ? 0 : trip(cluster, leader);
    if (toLeader === undefined) return { ...unknown, commitMillis, readMillis };
    weightedTrips += weight * toLeader;
    weights += weight;
  }
  return { cluster: leader, commitMillis, readMillis, clientMillis: rounded(commitMillis + (weights === 0 ? 0 : weightedTrips / weights)) };
}

/** Rounded to a microsecond, so that equal latencies compare as equal. */
const rounded = (millis: number): number => Math.round(millis * 1000) / 1000;
