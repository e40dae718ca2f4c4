import type { Step, Verdict } from '../model/survival-plan';
import type { GroupPlan } from '../model/system-plan';
import type { FailoverMode, FailureMode } from '../outage/failover-mode';
import { newNamesAfter } from '../outage/new-names';
import { type LostComponent, planOutage, type Recovery } from '../outage/outage';
import type { Baseline, Takeover } from './baseline';
import { appliedBy, byHand } from './by-hand';

/** Everything that is lost or unreachable at the same time. */
export interface Damage {
  /** Whole clusters. */
  readonly clusters: ReadonlySet<string>;
  /** Clusters that lose the zone with most of their members. */
  readonly zoneOf: ReadonlySet<string>;
  /** Clusters of which a drain has evicted as many members as their disruption budget allows. */
  readonly drained: ReadonlySet<string>;
  /** Whether Argo CD is lost, without the cluster that runs it. */
  readonly delivery: 'works' | 'lost';
}

const nothing: ReadonlySet<string> = new Set();

/** The loss of whole clusters; `more` adds further damage. */
export const lostClusters = (clusters: readonly string[], more: Partial<Omit<Damage, 'clusters'>> = {}): Damage => ({
  ...{ clusters: new Set(clusters), zoneOf: nothing, drained: nothing, delivery: 'works' },
  ...more,
});

/** How many members of a cluster its fullest zone has: they are spread over all zones with a skew of at most 1. */
export const inFullestZone = (members: number, zones: number): number => Math.ceil(members / Math.max(1, zones));

/** How many of a cluster's members are lost, out of a given number. */
export function lostMembers(members: number, cluster: string, damage: Damage, { zones, allowedDown }: Baseline): number {
  if (damage.clusters.has(cluster)) return members;
  const inZone = damage.zoneOf.has(cluster) ? inFullestZone(members, zones.get(cluster)?.length ?? 0) : 0;
  const drained = damage.drained.has(cluster) ? (allowedDown.get(cluster) ?? 0) : 0;
  return Math.min(members, inZone + drained);
}

/** The votes that a group still has. */
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

/** The first cluster of another group that can take over. */
export const takeoverAfter = (damage: Damage, baseline: Baseline): Takeover | undefined =>
  baseline.takeovers.find(({ cluster, group }) => !damage.clusters.has(cluster) && votesLeft(group, damage, baseline) >= group.quorum);

/** The verdict on a loss, with the recovery that its outage was computed from. */
export interface Assessment extends Verdict {
  readonly recovery: Recovery;
}

/** Decides what happens to a system after a loss. The lost clusters may be only cut off: then checks from outside still reach them. */
export function assess(damage: Damage, baseline: Baseline, failureMode: FailureMode = 'lost'): Assessment {
  const { serving, active, routing } = baseline;
  const votes = votesLeft(serving, damage, baseline);
  if (votes < serving.quorum) return withoutQuorum(votes, damage, baseline);
  const left = (cluster: string): boolean => {
    const held = serving.votes.get(cluster) ?? 0;
    return held > lostMembers(held, cluster, damage, baseline);
  };
  const gone = active.filter(cluster => !left(cluster));
  const elected = (serves: readonly string[], mode: FailoverMode, commit: Partial<Commit> = {}): Assessment => {
    const { steps = [], unfencedName = [] } = commit;
    const recovery = election(mode, damage, baseline, failureMode, commit);
    const stranded = failureMode === 'cut-off' ? strandedBy(mode, gone, damage, baseline) : [];
    return { quorum: true, votes, serves, stranded, unfencedName, steps, recovery, outage: planOutage(recovery, baseline.facts) };
  };
  const stay = active.filter(left);
  const next = stay.length > 0 ? stay : baseline.voting.filter(left);
  const [first] = next;
  if (first === undefined) {
    // Only witnesses are left, with a quorum: they have every write, and clients reach none of them.
    const takeover = takeoverAfter(damage, baseline);
    if (takeover) return { quorum: true, votes, stranded: failureMode === 'cut-off' ? gone : [], ...promoted(takeover, baseline, damage) };
    const witnesses = [...serving.votes.keys()].filter(left).slice(0, 1);
    return elected(witnesses, 'follows-commit', commitOf({ step: 'reassign', clusters: witnesses }, gone, damage, baseline));
  }
  const noSite = routing.sites.length > 0 && routing.sites.every(cluster => damage.clusters.has(cluster));
  if (noSite) {
    const steps = withManualApply([{ step: 'sites', clusters: next }], damage, baseline);
    return elected(next, 'follows-commit', { steps, lostComponent: 'sites' });
  }
  if (gone.length === 0) {
    const harmed = votes < serving.voters.length || routing.sites.some(cluster => damage.clusters.has(cluster));
    return harmed ? elected(active, 'stays') : unharmed(votes, baseline);
  }
  const mode = routing.failover(new Set([...active, ...baseline.voting].filter(cluster => !left(cluster))), failureMode);
  if (mode !== 'follows-commit') return elected(next, mode);
  return stay.length > 0
    ? elected(next, mode, commitOf({ step: 'records', clusters: gone }, gone, damage, baseline))
    : elected([first], mode, commitOf({ step: 'switchover', clusters: [first] }, gone, damage, baseline));
}

const election = (
  mode: FailoverMode,
  damage: Damage,
  baseline: Baseline,
  failureMode: FailureMode,
  { lostComponent, steps = [] }: Partial<Commit>,
): Extract<Recovery, { kind: 'election' }> => ({
  kind: 'election',
  leader: 'elected',
  mode,
  cutOff: failureMode === 'cut-off',
  failedConnections: baseline.routing.failedConnections({
    clusters: damage.clusters,
    members: (cluster, members) => lostMembers(members, cluster, damage, baseline),
  }),
  memberReturns: false,
  lostComponent,
  applied: appliedBy(steps),
  newNames: steps.some(({ step }) => step === 'reassign') ? newNamesAfter('witness-serves', baseline.facts) : [],
});

/** Clusters that are cut off and to which clients are still routed. */
function strandedBy(mode: FailoverMode, gone: readonly string[], { clusters }: Damage, { routing, facts }: Baseline): readonly string[] {
  if (routing.sites.length > 0) return routing.sites.filter(cluster => clusters.has(cluster));
  return mode === 'follows-checks' && facts.access.kind === 'dns' ? [] : gone;
}

/** The same steps, with one more where a commit must be applied by hand, because Argo CD is lost or runs in a lost cluster. */
function withManualApply(steps: readonly Step[], { clusters, delivery }: Damage, baseline: Baseline): readonly Step[] {
  const { runsOn } = baseline.facts.delivery ?? {};
  const lost = delivery === 'lost' || (runsOn !== undefined && clusters.has(runsOn.name));
  return byHand(steps, lost ? baseline.clusters.filter(cluster => !clusters.has(cluster)) : [], baseline.facts);
}

/** A commit that moves clients, with the steps before and after it. */
export interface Commit {
  readonly steps: readonly Step[];
  readonly unfencedName: readonly string[];
  readonly lostComponent: LostComponent | undefined;
}

/** The steps of a commit that moves clients. A cluster must be left that writes the name, and the old clusters must not write it again. */
export function commitOf(step: Step, old: readonly string[], damage: Damage, baseline: Baseline): Commit {
  const { fence, writers } = baseline;
  const keyed = old.filter(cluster => fence(cluster) === 'keys');
  const writersLost = writers.length > 0 && writers.every(cluster => damage.clusters.has(cluster));
  const steps: readonly Step[] = [
    ...(keyed.length > 0 ? [{ step: 'fence-name', clusters: keyed } as const] : []),
    ...(writersLost ? [{ step: 'writers', clusters: step.clusters } as const] : []),
    step,
  ];
  return {
    steps: withManualApply(steps, damage, baseline),
    unfencedName: old.filter(cluster => fence(cluster) === 'none'),
    lostComponent: writersLost ? 'writers' : undefined,
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

/**
 * The assessment where another group takes over. First the operator proves that the old group is stopped, because a commit is not a fence.
 */
export function promoted(
  { cluster, by, replication }: Takeover,
  baseline: Baseline,
  damage: Damage,
): Pick<Assessment, 'serves' | 'unfencedName' | 'steps' | 'recovery' | 'outage'> {
  const { steps, unfencedName, lostComponent } = commitOf({ step: 'promote', clusters: [cluster] }, baseline.active, damage, baseline);
  const newNames = by === 'cold' ? newNamesAfter('cold-standby-starts', baseline.facts) : [];
  const recovery: Recovery = { kind: 'takeover', by, replication, lostComponent, applied: appliedBy(steps), newNames };
  return {
    serves: [cluster],
    unfencedName,
    steps: [{ step: 'fence', clusters: [...baseline.serving.votes.keys()] }, ...steps],
    recovery,
    outage: planOutage(recovery, baseline.facts),
  };
}
