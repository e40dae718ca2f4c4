import { drainLosses, zoneLosses } from './losses';
import type { Standing } from './standing';
import type { Loss, LossCount, SurvivalPlan, SurvivalRow } from './survival-plan';
import { rowOf } from './survival-row';
import { type Damage, lostClusters, takeoverAfter, votesLeft } from './verdict';
import { halves, mostCounted } from './votes';

/** Losses of several clusters that are listed at most, of each kind: those that are worse than each of their parts. */
const mostRows = 20;

/** How bad a loss is: the group keeps its quorum, another takes over, nobody does. */
type Badness = 0 | 1 | 2;

/** How bad a loss is, without a row of it. */
function badness(damage: Damage, standing: Standing): Badness {
  const { serving } = standing;
  if (votesLeft(serving, damage, standing) >= serving.quorum) return 0;
  return takeoverAfter(damage, standing) ? 1 : 2;
}

/**
 * What a system over many clusters survives, from sums of votes.
 *
 * Only clusters that hold votes of the serving group can take its quorum away, so all others are counted and not tried.
 */
export function arithmeticSurvival(standing: Standing): Pick<SurvivalPlan, 'counts' | 'rows'> {
  const parts = [clusterPart, pairPart, zonePart, splitPart, drainPart].map(part => part(standing));
  return {
    counts: parts.flatMap(({ count }) => (count.examined === 0 ? [] : [count])),
    rows: parts.flatMap(({ losses }) => losses.map((loss): SurvivalRow => ({ ...rowOf(loss, standing), members: undefined }))),
  };
}

interface Part {
  readonly count: LossCount;
  /** The losses that are listed. */
  readonly losses: readonly Loss[];
}

/** The clusters that matter: those that hold votes, or serve. */
const relevant = ({ clusters, active, serving }: Standing): readonly string[] => {
  const serves = new Set(active);
  return clusters.filter(cluster => serves.has(cluster) || serving.votes.has(cluster));
};

function clusterPart(standing: Standing): Part {
  const clusters = relevant(standing);
  const found = clusters.map(cluster => badness(lostClusters([cluster]), standing));
  return {
    count: countOf('cluster', standing.clusters.length, found),
    losses: clusters.map(cluster => ({ loss: 'cluster', clusters: [cluster], other: [] })),
  };
}

function pairPart(standing: Standing): Part {
  const { clusters } = standing;
  const alone = new Map(relevant(standing).map(cluster => [cluster, badness(lostClusters([cluster]), standing)]));
  const found: Badness[] = [];
  const losses: Loss[] = [];
  for (const [position, one] of clusters.entries()) {
    for (const two of clusters.slice(position + 1)) {
      const [first, second] = [alone.get(one), alone.get(two)];
      // A cluster without votes takes a quorum away only together with one that does so alone.
      if (first === undefined && second === undefined) continue;
      if ((first === undefined && second === 0) || (second === undefined && first === 0)) continue;
      const together = badness(lostClusters([one, two]), standing);
      found.push(together);
      if (together > Math.max(first ?? 0, second ?? 0) && losses.length < mostRows)
        losses.push({ loss: 'pair', clusters: [one, two], other: [] });
    }
  }
  return { count: countOf('pair', (clusters.length * (clusters.length - 1)) / 2, found), losses };
}

function zonePart(standing: Standing): Part {
  const all = zoneLosses(standing);
  const judged = all
    .filter(({ clusters }) => clusters.some(cluster => standing.serving.votes.has(cluster)))
    .map(loss => ({ loss, bad: badness({ ...lostClusters([]), zoneOf: new Set(loss.clusters) }, standing) }));
  return {
    count: countOf(
      'zone',
      all.length,
      judged.map(({ bad }) => bad),
    ),
    losses: judged.flatMap(({ loss, bad }) => (bad > 0 ? [loss] : [])).slice(0, mostRows),
  };
}

function drainPart(standing: Standing): Part {
  const judged = drainLosses(standing).map(loss => {
    const damage: Damage = { ...lostClusters(loss.clusters), drained: new Set(loss.other) };
    return { loss, plain: badness(lostClusters(loss.clusters), standing), left: votesLeft(standing.serving, damage, standing) };
  });
  const waits = judged.filter(({ plain, left }) => plain === 0 && left < standing.serving.quorum);
  const found = judged.map(({ plain, left }): Badness => (plain === 0 && left < standing.serving.quorum ? 1 : plain));
  return { count: countOf('drain-and-loss', judged.length, found), losses: waits.slice(0, mostRows).map(({ loss }) => loss) };
}

/** Splits between the clusters that hold votes. With an odd number of votes one side always has a quorum. */
function splitPart({ serving, takeovers, clusters }: Standing): Part {
  const held = [...serving.votes].filter(([, votes]) => votes > 0).length;
  const { count, side } = halves(serving.votes);
  const examined = held > mostCounted ? undefined : 2 ** Math.max(0, held - 1) - 1;
  const survived = examined === undefined || count === undefined ? undefined : examined - count;
  const fatal = takeovers.length > 0 ? 0 : count;
  const loss: Loss | undefined = side && { loss: 'split', clusters: side, other: clusters.filter(cluster => !side.includes(cluster)) };
  return { count: { loss: 'split', examined, survived, fatal }, losses: loss ? [loss] : [] };
}

const countOf = (loss: Loss['loss'], examined: number, found: readonly Badness[]): LossCount => ({
  loss,
  examined,
  survived: examined - found.filter(bad => bad > 0).length,
  fatal: found.filter(bad => bad === 2).length,
});
