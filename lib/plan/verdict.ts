import { planOutage, type Recovery } from './outage';
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
}

const nothing: ReadonlySet<string> = new Set();

/** The loss of whole clusters. */
export const lostClusters = (clusters: readonly string[]): Damage => ({ clusters: new Set(clusters), zoneOf: nothing, drained: nothing });

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
export function judge(damage: Damage, standing: Standing, far: 'lost' | 'cut-off' = 'lost'): Judgement {
  const { serving, active, facts } = standing;
  const votes = votesLeft(serving, damage, standing);
  if (votes < serving.quorum) return withoutQuorum(votes, damage, standing);
  const left = (cluster: string): boolean => {
    const held = serving.votes.get(cluster) ?? 0;
    return held > lostMembers(held, cluster, damage, standing);
  };
  const gone = active.filter(cluster => !left(cluster));
  const stranded = far === 'cut-off' ? gone : [];
  const elects = (
    serves: readonly string[],
    name: Extract<Recovery, { kind: 'election' }>['name'],
    steps: readonly Step[] = [],
  ): Judgement => {
    const recovery: Recovery = { kind: 'election', name, memberReturns: false };
    const moved = name === 'follows-checks';
    return { quorum: true, votes, serves, stranded: moved ? [] : stranded, steps, recovery, outage: planOutage(recovery, facts) };
  };
  if (gone.length === 0) return votes < serving.voters.length ? elects(active, 'stays') : unharmed(votes, standing);
  const stay = active.filter(left);
  const next = stay.length > 0 ? stay : standing.voting.filter(left);
  const [first] = next;
  if (first === undefined) {
    // A quorum of witnesses: it has every write, and nobody that clients can reach.
    const takeover = takeoverAfter(damage, standing);
    if (takeover) return { quorum: true, votes, stranded, ...promoted(takeover, standing) };
    const witnesses = [...serving.votes.keys()].filter(left);
    return elects(witnesses.slice(0, 1), 'follows-commit', [{ step: 'reassign', clusters: witnesses.slice(0, 1) }]);
  }
  if (facts.access.kind !== 'dns') return elects(next, 'stays');
  const unreached = new Set([...active, ...standing.voting].filter(cluster => !left(cluster)));
  const checked = standing.followsChecks(unreached) && (far === 'lost' || standing.checksSeeQuorum());
  if (checked) return elects(next, 'follows-checks');
  return stay.length > 0
    ? elects(next, 'follows-commit', [{ step: 'records', clusters: gone }])
    : elects([first], 'follows-commit', [{ step: 'switchover', clusters: [first] }]);
}

function unharmed(votes: number, { active, facts }: Standing): Judgement {
  const recovery: Recovery = { kind: 'unharmed' };
  return { quorum: true, votes, serves: active, stranded: [], steps: [], recovery, outage: planOutage(recovery, facts) };
}

function withoutQuorum(votes: number, damage: Damage, standing: Standing): Judgement {
  const takeover = takeoverAfter(damage, standing);
  if (takeover) return { quorum: false, votes, stranded: [], ...promoted(takeover, standing) };
  const recovery: Recovery = { kind: 'restore' };
  const harmed = (cluster: string): boolean => damage.clusters.has(cluster) || damage.zoneOf.has(cluster);
  const steps: Judgement['steps'] = [{ step: 'restore', clusters: [...standing.serving.votes.keys()].filter(harmed) }];
  return { quorum: false, votes, serves: [], stranded: [], steps, recovery, outage: planOutage(recovery, standing.facts) };
}

/** Another group takes over, once it is proved that the one that served is stopped: a commit is not a fence. */
export function promoted(
  { cluster, by, replication }: Takeover,
  { serving, facts }: Standing,
): Pick<Judgement, 'serves' | 'steps' | 'recovery' | 'outage'> {
  const recovery: Recovery = { kind: 'takeover', by, replication };
  return {
    serves: [cluster],
    steps: [
      { step: 'fence', clusters: [...serving.votes.keys()] },
      { step: 'promote', clusters: [cluster] },
    ],
    recovery,
    outage: planOutage(recovery, facts),
  };
}
