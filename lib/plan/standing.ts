import type { Fleet } from '../domain/fleet';
import { checkIds } from '../domain/health-checks';
import type { RaftSystem } from '../domain/raft-system';
import type { OutageFacts } from './outage-terms';
import type { Replication } from './recovery-point';
import { canBecomeActive } from './seats';
import type { GroupPlan, SeatPlan, SystemPlan } from './system-plan';

/** A cluster of another group that can be made the one that serves. */
export interface Takeover {
  readonly cluster: string;
  readonly group: GroupPlan;
  readonly by: 'hot' | 'cold';
  readonly replication: Replication | undefined;
}

/** What stands before anything is lost: who serves, who could, and how their clients would find them. */
export interface Standing {
  /** The group that serves. */
  readonly serving: GroupPlan;
  /** Clusters that serve, by index. */
  readonly active: readonly string[];
  /** Clusters of the same group that may be made active, in the order in which they would. */
  readonly voting: readonly string[];
  /** Clusters of other groups that may be: hot ones first, then in their order. */
  readonly takeovers: readonly Takeover[];
  /** All clusters that take part, by index. */
  readonly clusters: readonly string[];
  /** Zones of each cluster. */
  readonly zones: ReadonlyMap<string, readonly string[]>;
  /** Region of each cluster. */
  readonly regions: ReadonlyMap<string, string>;
  /** Voters of the serving group that a drain may take at a time in each cluster. */
  readonly allowedDown: ReadonlyMap<string, number>;
  /** Whether the name leaves these clusters, some of them active, by the provider's own checks. */
  readonly followsChecks: (gone: ReadonlySet<string>) => boolean;
  /** Whether a member without a leader fails those checks. */
  readonly checksSeeQuorum: () => boolean;
  readonly facts: OutageFacts;
}

/** What a system has to withstand losses with. Undefined where nobody serves. */
export function standingOf(
  seats: readonly SeatPlan[],
  records: SystemPlan['records'],
  system: RaftSystem,
  fleet: Fleet,
): Standing | undefined {
  const active = seats.filter(({ role }) => role === 'active');
  const serving = active[0]?.group;
  if (!serving) return undefined;
  const { topology } = system;
  const places = new Map(topology.kind === 'active-standby' ? topology.standbys.map(({ cluster }, place) => [cluster.name, place]) : []);
  const place = ({ cluster }: SeatPlan): number => places.get(cluster.name) ?? -1;
  const waiting = seats.filter(({ role }) => role !== 'active' && canBecomeActive(role)).sort((a, b) => place(a) - place(b));
  const own = seats.filter(({ group }) => group === serving);
  return {
    serving,
    active: active.map(nameOf),
    voting: waiting.filter(({ group }) => group === serving).map(nameOf),
    takeovers: takeoversOf(
      seats,
      waiting.filter(({ group }) => group !== serving),
    ),
    clusters: [...new Set(seats.map(nameOf))],
    zones: new Map(seats.map(({ cluster }) => [cluster.name, cluster.zones])),
    regions: new Map(seats.map(({ cluster }) => [cluster.name, cluster.region])),
    allowedDown: new Map(own.filter(({ pool }) => pool.role === 'voter').map(seat => [nameOf(seat), seat.pool.allowedDown])),
    followsChecks: followingChecks(active.map(nameOf), records, system),
    checksSeeQuorum: () => active[0]?.config.readiness.needs !== 'process',
    facts: {
      access: system.access,
      dns: fleet.dns,
      delivery: fleet.delivery,
      onCall: fleet.onCall,
      timing: serving.timing,
      roundTripMillis: serving.roundTripMillis,
    },
  };
}

const nameOf = ({ cluster }: SeatPlan): string => cluster.name;

function takeoversOf(seats: readonly SeatPlan[], waiting: readonly SeatPlan[]): readonly Takeover[] {
  // A group is kept up to date through its hot or cold seat, whichever of its clusters is then made active.
  const fed = new Map(seats.filter(({ role }) => role === 'hot' || role === 'cold').map(seat => [seat.group, seat]));
  const takeovers = waiting.map(({ cluster, group }): Takeover => {
    const feed = fed.get(group);
    return { cluster: cluster.name, group, by: feed?.role === 'hot' ? 'hot' : 'cold', replication: feed?.replication };
  });
  return [...takeovers.filter(({ by }) => by === 'hot'), ...takeovers.filter(({ by }) => by === 'cold')];
}

/**
 * Whether the name leaves lost clusters without anybody doing anything: the active ones have records of their own, every
 * record of a lost cluster has a health check, and one is left that answers for everybody. A record without a check counts
 * as healthy for ever.
 */
function followingChecks(active: readonly string[], records: SystemPlan['records'], { access }: RaftSystem): Standing['followsChecks'] {
  const checked = new Set(access.kind === 'dns' ? checkIds(access.healthChecks).keys() : []);
  const routed = records.flatMap(({ setIdentifier, route }) => (setIdentifier === undefined ? [] : [{ cluster: setIdentifier, route }]));
  const named = new Set(routed.map(({ cluster }) => cluster));
  return gone => {
    if (checked.size === 0) return false;
    const left = routed.filter(({ cluster }) => !gone.has(cluster));
    const everybody = left.some(({ route }) => route?.policy !== 'geolocation' || route.location.kind === 'default');
    return everybody && [...gone].every(cluster => (named.has(cluster) ? checked.has(cluster) : !active.includes(cluster)));
  };
}
