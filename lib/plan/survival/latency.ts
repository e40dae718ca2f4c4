import type { Traffic } from '../../domain/traffic';
import type { RoundTripLookup } from '../members/round-trip-lookup';
import type { GroupPlan, SystemPlan } from '../model/system-plan';

/**
 * Milliseconds until a write is on disk: the most that etcd's documentation allows for the 99th percentile of
 * `wal_fsync_duration_seconds` ("Hardware recommendations", "Metrics").
 */
export const fsyncMillis = 10;

/**
 * Milliseconds of a round trip between two members in one cluster: an assumption, since only distances between clusters
 * are declared. Zones of one region are about that far from each other.
 */
export const localRoundTripMillis = 1;

/** What clients of a group wait while its leader is in one cluster, in milliseconds. */
export interface LeaderLatency {
  readonly cluster: string;
  /** From the leader's receipt of a write until a quorum has it on disk. Undefined where a round trip is not declared. */
  readonly commitMillis: number | undefined;
  /** A linearizable read that asks a quorum: the same without a disk. */
  readonly readMillis: number | undefined;
  /** A write as clients see it: the way to the leader from the clusters that serve, on average, and the commit. */
  readonly clientMillis: number | undefined;
}

/** Latency of one group, for each cluster that its leader can be in. */
export interface LatencyPlan {
  readonly group: string;
  readonly leaders: readonly LeaderLatency[];
  /** The place where clients wait least; the lower index of equals. Undefined where a round trip is not declared. */
  readonly bestHome: string | undefined;
}

/** What a cluster's clients count for, beside those of others. */
type Weights = ReadonlyMap<string, number>;

/**
 * Latency of the groups that clients can meet: the one that serves, and every other that is stretched. One that waits
 * within one cluster is as fast as that cluster.
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

/** Clients by the shares of the traffic where they are declared and not all 0, else the same for each cluster. */
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
    if (leader.clientMillis === undefined) return { group: group.name, leaders: leaders, bestHome: undefined };
    if (best?.clientMillis === undefined || leader.clientMillis < best.clientMillis) best = leader;
  }
  return { group: group.name, leaders: leaders, bestHome: best?.cluster };
}

function latencyFrom(leader: string, { votes, quorum }: GroupPlan, clients: Weights, distance: RoundTripLookup): LeaderLatency {
  const trip = (from: string, to: string): number | undefined => (from === to ? localRoundTripMillis : distance(from, to));
  const unknown: LeaderLatency = { cluster: leader, commitMillis: undefined, readMillis: undefined, clientMillis: undefined };
  // The leader itself answers at once, so that it needs the nearest q - 1 of the others.
  const answers = [0];
  for (const [cluster, count] of votes) {
    const away = trip(leader, cluster);
    if (away === undefined) return unknown;
    const others = cluster === leader ? count - 1 : count;
    for (let member = 0; member < others; member += 1) answers.push(away);
  }
  const readMillis = answers.sort((a, b) => a - b)[quorum - 1];
  if (readMillis === undefined) return unknown;
  // Every member writes to its own disk, the leader too, so that a disk is added to each answer and to the q-th alike.
  const commitMillis = rounded(readMillis + fsyncMillis);
  let way = 0;
  let all = 0;
  for (const [cluster, weight] of clients) {
    const toLeader = weight === 0 ? 0 : trip(cluster, leader);
    if (toLeader === undefined) return { ...unknown, commitMillis, readMillis };
    way += weight * toLeader;
    all += weight;
  }
  return { cluster: leader, commitMillis, readMillis, clientMillis: rounded(commitMillis + (all === 0 ? 0 : way / all)) };
}

/** To a microsecond, so that equal places are equal. */
const rounded = (millis: number): number => Math.round(millis * 1000) / 1000;
