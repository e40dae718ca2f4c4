import type { Step, Verdict } from '../model/survival-plan';
import type { GroupPlan } from '../model/system-plan';
import type { Baseline, Takeover } from './baseline';
import type { FailoverMode, FailureMode } from './failover-mode';
import { type LostComponent, planOutage, type Recovery } from './outage';

/** What is lost, or cannot be reached, at the same time. */
export interface Damage {
  /** Whole clusters. */
  readonly clusters: ReadonlySet<string>;
  /** Clusters that lose the zone in which most of their members are. */
  readonly zoneOf: ReadonlySet<string>;
  /** Clusters of which a drain takes as many members as their disruption budget lets it. */
  readonly drained: ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();

/** The loss of whole clusters. */
export const lostClusters = (clusters: readonly string[]): Damage => ({ clusters: new Set(clusters), zoneOf: nothing, drained: nothing });

/** Members of a cluster in its fullest zone: they are spread over all zones with a skew of 1 at most. */
export const inFullestZone = (members: number, zones: number): number => Math.ceil(members / Math.max(1, zones));

/** Members of one pool of a cluster that are lost. */
export function lostMembers(members: number, cluster: string, damage: Damage, { zones, allowedDown }: Baseline): number {
  if (damage.clusters.has(cluster)) return members;
  const inZone = damage.zoneOf.has(cluster) ? inFullestZone(members, zones.get(cluster)?.length ?? 0) : 0;
  const drained = damage.drained.has(cluster) ? (allowedDown.get(cluster) ?? 0) : 0;
  return Math.min(members, inZone + drained);
}

/** Votes of a group that are left. */
export function votesLeft({ voters, votes }: GroupPlan, damage: Damage, baseline: Baseline): number {
  let left = voters.length;
  for (const cluster of damage.clusters) left -= votes.get(cluster) ?? 0;
  for (const part of [damage.zoneOf, damage.drained]) {
    for (const cluster of part) {
      const counted = damage.clusters.has(cluster) || (part === damage.drained && damage.zoneOf.has(cluster));
      if (!counted) left -= lostMembers(votes.get(cluster) ?? 0, cluster, damage, baseline);
    }
  }
  return left;
}

/** The first of the clusters of other groups that can take over. */
export const takeoverAfter = (damage: Damage, baseline: Baseline): Takeover | undefined =>
  baseline.takeovers.find(({ cluster, group }) => !damage.clusters.has(cluster) && votesLeft(group, damage, baseline) >= group.quorum);

/** What becomes of a system, and how. */
export interface Assessment extends Verdict {
  readonly recovery: Recovery;
}

/** What becomes of a system whose lost clusters are lost, or are only cut off: then checks from outside still reach them. */
export function assess(damage: Damage, baseline: Baseline, failureMode: FailureMode = 'lost'): Assessment {
  const { serving, active, routing } = baseline;
  const votes = votesLeft(serving, damage, baseline);
  if (votes < serving.quorum) return withoutQuorum(votes, damage, baseline);
  const left = (cluster: string): boolean => {
    const held = serving.votes.get(cluster) ?? 0;
    return held > lostMembers(held, cluster, damage, baseline);
  };
  const gone = active.filter(cluster => !left(cluster));
  const elected = (
    serves: readonly string[],
    mode: FailoverMode,
    moved: Pick<Moved, 'steps'> & Partial<Moved> = { steps: [] },
  ): Assessment => {
    const recovery = election(mode, damage, baseline, failureMode, moved.lostComponent);
    const { steps, unfencedName = [] } = moved;
    const stranded = failureMode === 'cut-off' ? strandedBy(mode, gone, damage, baseline) : [];
    return { quorum: true, votes, serves, stranded, unfencedName, steps, recovery, outage: planOutage(recovery, baseline.facts) };
  };
  const stay = active.filter(left);
  const next = stay.length > 0 ? stay : baseline.voting.filter(left);
  const [first] = next;
  if (first === undefined) {
    // A quorum of witnesses: it has every write, and nobody that clients can reach.
    const takeover = takeoverAfter(damage, baseline);
    if (takeover) return { quorum: true, votes, stranded: failureMode === 'cut-off' ? gone : [], ...promoted(takeover, baseline, damage) };
    const witnesses = [...serving.votes.keys()].filter(left).slice(0, 1);
    return elected(witnesses, 'follows-commit', moved({ step: 'reassign', clusters: witnesses }, gone, damage, baseline));
  }
  const noSite = routing.sites.length > 0 && routing.sites.every(cluster => damage.clusters.has(cluster));
  if (noSite) return elected(next, 'follows-commit', { steps: [{ step: 'sites', clusters: next }], lostComponent: 'sites' });
  if (gone.length === 0) {
    const harmed = votes < serving.voters.length || routing.sites.some(cluster => damage.clusters.has(cluster));
    return harmed ? elected(active, 'stays') : unharmed(votes, baseline);
  }
  const mode = routing.failover(new Set([...active, ...baseline.voting].filter(cluster => !left(cluster))), failureMode);
  if (mode !== 'follows-commit') return elected(next, mode);
  return stay.length > 0
    ? elected(next, mode, moved({ step: 'records', clusters: gone }, gone, damage, baseline))
    : elected([first], mode, moved({ step: 'switchover', clusters: [first] }, gone, damage, baseline));
}

const election = (
  mode: FailoverMode,
  damage: Damage,
  baseline: Baseline,
  failureMode: FailureMode,
  lostComponent: LostComponent | undefined,
): Recovery => ({
  kind: 'election',
  mode,
  cutOff: failureMode === 'cut-off',
  failedConnections: baseline.routing.failedConnections({
    clusters: damage.clusters,
    members: (cluster, members) => lostMembers(members, cluster, damage, baseline),
  }),
  memberReturns: false,
  lostComponent,
});

/** Clusters that are cut off, and that clients are still sent to. */
function strandedBy(mode: FailoverMode, gone: readonly string[], { clusters }: Damage, { routing, facts }: Baseline): readonly string[] {
  if (routing.sites.length > 0) return routing.sites.filter(cluster => clusters.has(cluster));
  return mode === 'follows-checks' && facts.access.kind === 'dns' ? [] : gone;
}

/** What a commit that leads clients elsewhere needs beside itself. */
interface Moved {
  readonly steps: readonly Step[];
  readonly unfencedName: readonly string[];
  readonly lostComponent: LostComponent | undefined;
}

/** A name that moves by a commit needs somebody who writes it, and nobody who writes it back. */
function moved(step: Step, old: readonly string[], { clusters }: Damage, { fence, writers }: Baseline): Moved {
  const keyed = old.filter(cluster => fence(cluster) === 'keys');
  const silent = writers.length > 0 && writers.every(cluster => clusters.has(cluster));
  return {
    steps: [
      ...(keyed.length > 0 ? [{ step: 'fence-name', clusters: keyed } as const] : []),
      ...(silent ? [{ step: 'writers', clusters: step.clusters } as const] : []),
      step,
    ],
    unfencedName: old.filter(cluster => fence(cluster) === 'none'),
    lostComponent: silent ? 'writers' : undefined,
  };
}

function unharmed(votes: number, { active, facts }: Baseline): Assessment {
  const recovery: Recovery = { kind: 'unharmed' };
  const nothingToDo = { stranded: [], unfencedName: [], steps: [] };
  return { quorum: true, votes, serves: active, ...nothingToDo, recovery, outage: planOutage(recovery, facts) };
}

function withoutQuorum(votes: number, damage: Damage, baseline: Baseline): Assessment {
  const takeover = takeoverAfter(damage, baseline);
  if (takeover) return { quorum: false, votes, stranded: [], ...promoted(takeover, baseline, damage) };
  const recovery: Recovery = { kind: 'restore' };
  const harmed = (cluster: string): boolean => damage.clusters.has(cluster) || damage.zoneOf.has(cluster);
  const steps: Assessment['steps'] = [{ step: 'restore', clusters: [...baseline.serving.votes.keys()].filter(harmed) }];
  const outage = planOutage(recovery, baseline.facts);
  return { quorum: false, votes, serves: [], stranded: [], unfencedName: [], steps, recovery, outage };
}

/** Another group takes over, once it is proved that the one that served is stopped: a commit is not a fence. */
export function promoted(
  { cluster, by, replication }: Takeover,
  baseline: Baseline,
  damage: Damage,
): Pick<Assessment, 'serves' | 'unfencedName' | 'steps' | 'recovery' | 'outage'> {
  const { steps, unfencedName, lostComponent } = moved({ step: 'promote', clusters: [cluster] }, baseline.active, damage, baseline);
  const recovery: Recovery = { kind: 'takeover', by, replication, lostComponent };
  return {
    serves: [cluster],
    unfencedName,
    steps: [{ step: 'fence', clusters: [...baseline.serving.votes.keys()] }, ...steps],
    recovery,
    outage: planOutage(recovery, baseline.facts),
  };
}
