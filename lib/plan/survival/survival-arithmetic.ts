import { halves, mostCounted } from '../members/votes';
import type { ClusterLoss, Loss, LossCount, SurvivalPlan } from '../model/survival-plan';
import { worseFirst } from '../outage/outage';
import type { Baseline } from './baseline';
import { dependencyRows } from './dependency-rows';
import { linkPart } from './link-counts';
import { countRows } from './loss-counts';
import { clusterLosses, zoneLosses } from './losses';
import { rowOf } from './survival-row';
import { assess, type Damage, lostClusters, takeoverAfter, votesLeft } from './verdict';

/** The most losses of each kind that are listed. */
const mostRows = 20;

/** How bad a loss is. 0: the group keeps its quorum. 1: another group takes over. 2: no group can take over. */
type Badness = 0 | 1 | 2;

/** How bad a loss is, from the votes that the serving group has left. `damage` is computed only if those are no quorum, for speed. */
function badness(left: number, damage: () => Damage, baseline: Baseline): Badness {
  if (left >= baseline.serving.quorum) return 0;
  return takeoverAfter(damage(), baseline) ? 1 : 2;
}

/**
 * What a system over many clusters survives, from sums of votes.
 *
 * Only clusters that hold votes of the serving group can take its quorum, so all other clusters are counted and not examined.
 */
export function arithmeticSurvival(baseline: Baseline): Pick<SurvivalPlan, 'counts' | 'rows'> {
  const parts = [clusterPart, pairPart, zonePart, splitPart, drainPart].map(part => part(baseline));
  const links = linkPart(baseline);
  const dependencies = dependencyRows(relevant(baseline), baseline);
  const rows = [
    ...parts.flatMap(({ losses }) => losses.map(loss => rowOf(loss, baseline))),
    ...links.rows,
    ...dependencies.flatMap(kind => kind.slice(0, mostRows)),
  ];
  return {
    counts: [...parts.map(({ count }) => count), ...links.counts, ...dependencies.flatMap(countRows)].filter(
      ({ examined }) => examined !== 0,
    ),
    rows: rows.map(row => ({ ...row, members: undefined })),
  };
}

interface Part {
  readonly count: LossCount;
  /** The losses that are listed. */
  readonly losses: readonly ClusterLoss[];
}

/** The clusters whose loss matters: those that hold votes of the serving group or serve. */
const relevant = ({ clusters, active, serving }: Baseline): readonly string[] => {
  const serves = new Set(active);
  return clusters.filter(cluster => serves.has(cluster) || serving.votes.has(cluster));
};

/** The votes of the serving group without those of a cluster. */
const without =
  ({ serving }: Baseline) =>
  (cluster: string): number =>
    serving.voters.length - (serving.votes.get(cluster) ?? 0);

/** How bad the loss of each relevant cluster is. */
function alone(baseline: Baseline): ReadonlyMap<string, Badness> {
  const left = without(baseline);
  return new Map(relevant(baseline).map(cluster => [cluster, badness(left(cluster), () => lostClusters([cluster]), baseline)]));
}

function clusterPart(baseline: Baseline): Part {
  const found = alone(baseline);
  const outages = new Map([...found.keys()].map(cluster => [cluster, assess(lostClusters([cluster]), baseline).outage]));
  const worst = [...outages].sort(([, a], [, b]) => worseFirst(a, b)).slice(0, mostRows);
  const listed = new Set(worst.map(([cluster]) => cluster));
  return {
    count: countOf('cluster', baseline.clusters.length, [...found.values()]),
    losses: clusterLosses([...found.keys()].filter(cluster => listed.has(cluster))),
  };
}

function pairPart(baseline: Baseline): Part {
  const { clusters, serving } = baseline;
  const single = alone(baseline);
  const left = without(baseline);
  const found: Badness[] = [];
  const losses: ClusterLoss[] = [];
  for (const [position, one] of clusters.entries()) {
    const first = single.get(one);
    for (let next = position + 1; next < clusters.length; next += 1) {
      const two = clusters[next] ?? '';
      const second = single.get(two);
      // A pair in which neither cluster holds votes or serves takes no quorum.
      if (first === undefined && second === undefined) continue;
      const together = badness(left(one) + left(two) - serving.voters.length, () => lostClusters([one, two]), baseline);
      if (together === 0) continue;
      found.push(together);
      const worse = together > Math.max(first ?? 0, second ?? 0);
      if (worse && losses.length < mostRows) losses.push({ loss: 'pair', clusters: [one, two], other: [] });
    }
  }
  return { count: countOf('pair', (clusters.length * (clusters.length - 1)) / 2, found), losses };
}

function zonePart(baseline: Baseline): Part {
  const all = zoneLosses(baseline);
  const judged = all
    .filter(({ clusters }) => clusters.some(cluster => baseline.serving.votes.has(cluster)))
    .map(loss => {
      const damage: Damage = { ...lostClusters([]), zoneOf: new Set(loss.clusters) };
      return { loss, bad: badness(votesLeft(baseline.serving, damage, baseline), () => damage, baseline) };
    });
  const found = judged.map(({ bad }) => bad);
  return {
    count: countOf('zone', all.length, found),
    losses: judged.flatMap(({ loss, bad }) => (bad > 0 ? [loss] : [])).slice(0, mostRows),
  };
}

/** Losses during a drain. A drain evicts members only for a while, so it makes no loss fatal. */
function drainPart(baseline: Baseline): Part {
  const { serving, allowedDown } = baseline;
  const single = alone(baseline);
  const left = without(baseline);
  const drained = [...allowedDown].filter(([, allowed]) => allowed > 0);
  const found: Badness[] = [];
  const losses: ClusterLoss[] = [];
  let examined = 0;
  for (const lost of serving.votes.keys()) {
    for (const [cluster, allowed] of drained) {
      if (cluster === lost) continue;
      examined += 1;
      const plain = single.get(lost) ?? 0;
      const waitsForDrain = plain === 0 && left(lost) - Math.min(allowed, serving.votes.get(cluster) ?? 0) < serving.quorum;
      found.push(waitsForDrain ? 1 : plain);
      if (waitsForDrain && losses.length < mostRows) losses.push({ loss: 'drain-and-loss', clusters: [lost], other: [cluster] });
    }
  }
  return { count: countOf('drain-and-loss', examined, found), losses };
}

/** Splits between the clusters that hold votes. With an odd number of votes one side always has a quorum. */
function splitPart({ serving, takeovers, clusters }: Baseline): Part {
  const held = [...serving.votes].filter(([, votes]) => votes > 0).length;
  const { count, side } = halves(serving.votes);
  const examined = held > mostCounted ? undefined : 2 ** Math.max(0, held - 1) - 1;
  const survived = examined === undefined || count === undefined ? undefined : examined - count;
  const fatal = takeovers.length > 0 ? 0 : count;
  const loss: ClusterLoss | undefined = side && {
    loss: 'split',
    clusters: side,
    other: clusters.filter(cluster => !side.includes(cluster)),
  };
  return { count: { loss: 'split', examined, survived, fatal }, losses: loss ? [loss] : [] };
}

const countOf = (loss: Loss['loss'], examined: number, found: readonly Badness[]): LossCount => ({
  loss,
  examined,
  survived: examined - found.filter(bad => bad > 0).length,
  fatal: found.filter(bad => bad === 2).length,
});
