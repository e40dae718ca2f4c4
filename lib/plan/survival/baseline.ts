import type { NameFence } from '../../domain/dns';
import type { DisruptiveServers } from '../../domain/engine';
import type { Fleet } from '../../domain/fleet';
import type { RaftSystem } from '../../domain/raft-system';
import { probePeriodSeconds, readinessFailures } from '../members/probes';
import { canBecomeActive } from '../members/seat-assignment';
import { slowestTiming } from '../members/timing';
import type { Replication } from '../model/outage-plan';
import type { Publication } from '../model/publication-plan';
import type { GroupPlan, SeatPlan, SystemPlan } from '../model/system-plan';
import { fenceOf } from '../names/name-fence';
import { type ClientRoutingInput, checksSeeQuorum } from '../names/quorum-check';
import { writersOf } from '../names/writers';
import { type ClientRouting, clientRouting } from '../outage/client-routing';
import type { OutageFacts } from '../outage/outage-terms';
import { type Viewpoints, viewpointsOf } from './viewpoints';

/** A cluster of another group that can become the active one. */
export interface Takeover {
  readonly cluster: string;
  readonly group: GroupPlan;
  readonly by: 'hot' | 'cold';
  readonly replication: Replication | undefined;
}

/** The state of a system before a loss: which clusters serve, which could, and how clients would reach them. */
export interface Baseline {
  /** The group that serves. */
  readonly serving: GroupPlan;
  /** Clusters that serve, by index. */
  readonly active: readonly string[];
  /** Clusters of the same group that can become active, in failover order. */
  readonly voting: readonly string[];
  /** Clusters of other groups that can become active: hot standbys first, each kind in failover order. */
  readonly takeovers: readonly Takeover[];
  /** All clusters of the system, by index. */
  readonly clusters: readonly string[];
  /** Zones of each cluster. */
  readonly zones: ReadonlyMap<string, readonly string[]>;
  /** Region of each cluster. */
  readonly regions: ReadonlyMap<string, string>;
  /** Voters of the serving group that a drain may evict at a time in each cluster. */
  readonly allowedDown: ReadonlyMap<string, number>;
  /** How clients are routed to the clusters that serve. */
  readonly routing: ClientRouting;
  /** Where the routing components run, and what they see from there. */
  readonly viewpoints: Viewpoints;
  /** Whether members that are cut off can depose the leader; undefined where the engine does not declare it. */
  readonly disruptiveServers: DisruptiveServers | undefined;
  /** Clusters that write a name which a commit moves; empty where no commit moves one. */
  readonly writers: readonly string[];
  /** What keeps a cluster from writing its old record again. */
  readonly fence: (cluster: string) => NameFence | undefined;
  readonly facts: OutageFacts;
}

/** The parts of a plan that the baseline is derived from. */
export interface BaselineInput {
  readonly seats: readonly SeatPlan[];
  readonly records: SystemPlan['records'];
  readonly publication: Publication | undefined;
  readonly system: RaftSystem;
  readonly fleet: Fleet;
}

/** The state of a system before a loss; undefined where no cluster serves. */
export function baselineOf({ seats, records, publication, system, fleet }: BaselineInput): Baseline | undefined {
  const active = seats.filter(({ role }) => role === 'active');
  const serving = active[0]?.group;
  if (!serving) return undefined;
  const { topology } = system;
  const order = new Map(
    topology.kind === 'active-standby' ? topology.standbys.map(({ cluster }, position) => [cluster.name, position]) : [],
  );
  const position = ({ cluster }: SeatPlan): number => order.get(cluster.name) ?? -1;
  const waiting = seats.filter(({ role }) => role !== 'active' && canBecomeActive(role)).sort((a, b) => position(a) - position(b));
  const own = seats.filter(({ group }) => group === serving);
  const voting = waiting.filter(({ group }) => group === serving);
  const source: ClientRoutingInput = { system, publication, records, seats, active };
  const { dns } = fleet;
  const clusters = [...new Set(seats.map(nameOf))];
  return {
    serving,
    active: active.map(nameOf),
    voting: voting.map(nameOf),
    takeovers: takeoversOf(
      seats,
      waiting.filter(({ group }) => group !== serving),
    ),
    clusters,
    zones: new Map(seats.map(({ cluster }) => [cluster.name, cluster.zones])),
    regions: new Map(seats.map(({ cluster }) => [cluster.name, cluster.region])),
    allowedDown: new Map(own.filter(({ pool }) => pool.role === 'voter').map(seat => [nameOf(seat), seat.pool.allowedDown])),
    routing: clientRouting(source),
    viewpoints: viewpointsOf(source, dns),
    disruptiveServers: system.engine.disruptiveServers,
    writers: publication?.kind === 'shared' ? writersOf(dns, clusters) : [],
    fence: cluster => fenceOf(cluster, { system, publication, fleet, seats }),
    facts: {
      access: system.access,
      publication,
      dns,
      delivery: fleet.delivery,
      onCall: fleet.onCall,
      timing: slowestTiming([serving.timing, ...own.map(seat => seat.timing)]),
      roundTripMillis: serving.roundTripMillis,
      checksSeeQuorum: once(() => checksSeeQuorum(source)),
      unreadyWithoutLeader: once(() => active[0]?.config.readiness.needs !== 'process'),
      readinessSeconds: once(() => readinessSeconds(active, serving)),
    },
  };
}

/** Computes a value at the first call only: each read of a seat's `config` calls the engine again. */
function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** The longest time in seconds until a member that has lost its quorum is not ready. */
function readinessSeconds([seat]: readonly SeatPlan[], { timing }: GroupPlan): number {
  const needs = seat?.config.readiness.needs ?? 'process';
  return (readinessFailures(needs, timing) + 1) * probePeriodSeconds;
}

const nameOf = ({ cluster }: SeatPlan): string => cluster.name;

function takeoversOf(seats: readonly SeatPlan[], waiting: readonly SeatPlan[]): readonly Takeover[] {
  // A group gets its data through its hot or cold seat, whichever of its clusters becomes active.
  const replicas = new Map(seats.filter(({ role }) => role === 'hot' || role === 'cold').map(seat => [seat.group, seat]));
  const takeovers = waiting.map(({ cluster, group }): Takeover => {
    const replica = replicas.get(group);
    return { cluster: cluster.name, group, by: replica?.role === 'hot' ? 'hot' : 'cold', replication: replica?.replication };
  });
  return [...takeovers.filter(({ by }) => by === 'hot'), ...takeovers.filter(({ by }) => by === 'cold')];
}
