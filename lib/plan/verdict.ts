import { appliedBy, byHand } from './by-hand';
import type { Far, Led } from './led';
import { newNamesAfter } from './new-names';
import { type Bereft, planOutage, type Recovery } from './outage';
import type { Standing, Takeover } from './standing';
import type { Step, Verdict } from './survival-plan';
import type { GroupPlan } from './system-plan';

/** What is lost, or cannot be reached, at the same time. */
export interface Damage {
  /** Whole clusters. */
  readonly clusters: ReadonlySet<string>;
  /** Clusters that lose the zone in which most of their members are. */
  readonly zoneOf: ReadonlySet<string>;
  /** Clusters of which a drain takes as many members as their disruption budget lets it. */
  readonly drained: ReadonlySet<string>;
  /** Whether what delivers commits is lost by itself, wherever it runs. */
  readonly delivery: 'works' | 'lost';
}

const nothing: ReadonlySet<string> = new Set();

/** The loss of whole clusters, and of nothing else unless it is said. */
export const lostClusters = (clusters: readonly string[], beside: Partial<Omit<Damage, 'clusters'>> = {}): Damage => ({
  ...{ clusters: new Set(clusters), zoneOf: nothing, drained: nothing, delivery: 'works' },
  ...beside,
});

/** Members of a cluster in its fullest zone: they are spread over all zones with a skew of 1 at most. */
export const inFullestZone = (members: number, zones: number): number => Math.ceil(members / Math.max(1, zones));

/** Members of one pool of a cluster that are lost. */
export function lostMembers(members: number, cluster: string, damage: Damage, { zones, allowedDown }: Standing): number {
  if (damage.clusters.has(cluster)) return members;
  const inZone = damage.zoneOf.has(cluster) ? inFullestZone(members, zones.get(cluster)?.length ?? 0) : 0;
  const drained = damage.drained.has(cluster) ? (allowedDown.get(cluster) ?? 0) : 0;
  return Math.min(members, inZone + drained);
}

/** Votes of a group that are left. */
export function votesLeft({ voters, votes }: GroupPlan, damage: Damage, standing: Standing): number {
  let left = voters.length;
  for (const cluster of damage.clusters) left -= votes.get(cluster) ?? 0;
  for (const part of [damage.zoneOf, damage.drained]) {
    for (const cluster of part) {
      const counted = damage.clusters.has(cluster) || (part === damage.drained && damage.zoneOf.has(cluster));
      if (!counted) left -= lostMembers(votes.get(cluster) ?? 0, cluster, damage, standing);
    }
  }
  return left;
}

/** The first of the clusters of other groups that can take over. */
export const takeoverAfter = (damage: Damage, standing: Standing): Takeover | undefined =>
  standing.takeovers.find(({ cluster, group }) => !damage.clusters.has(cluster) && votesLeft(group, damage, standing) >= group.quorum);

/** What becomes of a system, and how. */
export interface Judgement extends Verdict {
  readonly recovery: Recovery;
}

/** What becomes of a system whose lost clusters are lost, or are only cut off: then checks from outside still reach them. */
export function judge(damage: Damage, standing: Standing, far: Far = 'lost'): Judgement {
  const { serving, active, lead } = standing;
  const votes = votesLeft(serving, damage, standing);
  if (votes < serving.quorum) return withoutQuorum(votes, damage, standing);
  const left = (cluster: string): boolean => {
    const held = serving.votes.get(cluster) ?? 0;
    return held > lostMembers(held, cluster, damage, standing);
  };
  const gone = active.filter(cluster => !left(cluster));
  const elected = (serves: readonly string[], led: Led, commit: Partial<Commit> = {}): Judgement => {
    const { steps = [], unfencedName = [] } = commit;
    const recovery = election(led, damage, standing, far, commit);
    const stranded = far === 'cut-off' ? strandedBy(led, gone, damage, standing) : [];
    return { quorum: true, votes, serves, stranded, unfencedName, steps, recovery, outage: planOutage(recovery, standing.facts) };
  };
  const stay = active.filter(left);
  const next = stay.length > 0 ? stay : standing.voting.filter(left);
  const [first] = next;
  if (first === undefined) {
    // A quorum of witnesses: it has every write, and nobody that clients can reach.
    const takeover = takeoverAfter(damage, standing);
    if (takeover) return { quorum: true, votes, stranded: far === 'cut-off' ? gone : [], ...promoted(takeover, standing, damage) };
    const witnesses = [...serving.votes.keys()].filter(left).slice(0, 1);
    return elected(witnesses, 'follows-commit', commitOf({ step: 'reassign', clusters: witnesses }, gone, damage, standing));
  }
  const noPlace = lead.places.length > 0 && lead.places.every(cluster => damage.clusters.has(cluster));
  if (noPlace) {
    const steps = withHands([{ step: 'places', clusters: next }], damage, standing);
    return elected(next, 'follows-commit', { steps, bereft: 'places' });
  }
  if (gone.length === 0) {
    const harmed = votes < serving.voters.length || lead.places.some(cluster => damage.clusters.has(cluster));
    return harmed ? elected(active, 'stays') : unharmed(votes, standing);
  }
  const led = lead.from(new Set([...active, ...standing.voting].filter(cluster => !left(cluster))), far);
  if (led !== 'follows-commit') return elected(next, led);
  return stay.length > 0
    ? elected(next, led, commitOf({ step: 'records', clusters: gone }, gone, damage, standing))
    : elected([first], led, commitOf({ step: 'switchover', clusters: [first] }, gone, damage, standing));
}

const election = (
  led: Led,
  damage: Damage,
  standing: Standing,
  far: Far,
  { bereft, steps = [] }: Partial<Commit>,
): Extract<Recovery, { kind: 'election' }> => ({
  kind: 'election',
  leader: 'elected',
  led,
  cutOff: far === 'cut-off',
  inVain: standing.lead.inVain({
    clusters: damage.clusters,
    members: (cluster, members) => lostMembers(members, cluster, damage, standing),
  }),
  memberReturns: false,
  bereft,
  applied: appliedBy(steps),
  newNames: steps.some(({ step }) => step === 'reassign') ? newNamesAfter('witness-serves', standing.facts) : [],
});

/** Clusters that are cut off, and that clients are still sent to. */
function strandedBy(led: Led, gone: readonly string[], { clusters }: Damage, { lead, facts }: Standing): readonly string[] {
  if (lead.places.length > 0) return lead.places.filter(cluster => clusters.has(cluster));
  return led === 'follows-checks' && facts.access.kind === 'dns' ? [] : gone;
}

/** The same steps, and what somebody must apply by hand since Argo CD is lost, or cut off with what is. */
function withHands(steps: readonly Step[], { clusters, delivery }: Damage, standing: Standing): readonly Step[] {
  const { runsOn } = standing.facts.delivery ?? {};
  const lost = delivery === 'lost' || (runsOn !== undefined && clusters.has(runsOn.name));
  return byHand(steps, lost ? standing.clusters.filter(cluster => !clusters.has(cluster)) : [], standing.facts);
}

/** What a commit that leads clients elsewhere needs beside itself. */
export interface Commit {
  readonly steps: readonly Step[];
  readonly unfencedName: readonly string[];
  readonly bereft: Bereft | undefined;
}

/** A name that moves by a commit needs somebody who writes it, and nobody who writes it back. */
export function commitOf(step: Step, old: readonly string[], damage: Damage, standing: Standing): Commit {
  const { fence, writers } = standing;
  const keyed = old.filter(cluster => fence(cluster) === 'keys');
  const silent = writers.length > 0 && writers.every(cluster => damage.clusters.has(cluster));
  const steps: readonly Step[] = [
    ...(keyed.length > 0 ? [{ step: 'fence-name', clusters: keyed } as const] : []),
    ...(silent ? [{ step: 'writers', clusters: step.clusters } as const] : []),
    step,
  ];
  return {
    steps: withHands(steps, damage, standing),
    unfencedName: old.filter(cluster => fence(cluster) === 'none'),
    bereft: silent ? 'writers' : undefined,
  };
}

function unharmed(votes: number, { active, facts }: Standing): Judgement {
  const recovery: Recovery = { kind: 'unharmed' };
  const nothingToDo = { stranded: [], unfencedName: [], steps: [] };
  return { quorum: true, votes, serves: active, ...nothingToDo, recovery, outage: planOutage(recovery, facts) };
}

function withoutQuorum(votes: number, damage: Damage, standing: Standing): Judgement {
  const takeover = takeoverAfter(damage, standing);
  if (takeover) return { quorum: false, votes, stranded: [], ...promoted(takeover, standing, damage) };
  const recovery: Recovery = { kind: 'restore' };
  const harmed = (cluster: string): boolean => damage.clusters.has(cluster) || damage.zoneOf.has(cluster);
  const steps: Judgement['steps'] = [{ step: 'restore', clusters: [...standing.serving.votes.keys()].filter(harmed) }];
  const outage = planOutage(recovery, standing.facts);
  return { quorum: false, votes, serves: [], stranded: [], unfencedName: [], steps, recovery, outage };
}

/** Another group takes over, once it is proved that the one that served is stopped: a commit is not a fence. */
export function promoted(
  { cluster, by, replication }: Takeover,
  standing: Standing,
  damage: Damage,
): Pick<Judgement, 'serves' | 'unfencedName' | 'steps' | 'recovery' | 'outage'> {
  const { steps, unfencedName, bereft } = commitOf({ step: 'promote', clusters: [cluster] }, standing.active, damage, standing);
  const newNames = by === 'cold' ? newNamesAfter('cold-standby-starts', standing.facts) : [];
  const recovery: Recovery = { kind: 'takeover', by, replication, bereft, applied: appliedBy(steps), newNames };
  return {
    serves: [cluster],
    unfencedName,
    steps: [{ step: 'fence', clusters: [...standing.serving.votes.keys()] }, ...steps],
    recovery,
    outage: planOutage(recovery, standing.facts),
  };
}
