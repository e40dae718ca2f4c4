import { dependencyRows } from './dependency-rows';
import { linkRows, linksOf } from './link-rows';
import { countRows } from './loss-counts';
import { clusterLosses, drainLosses, pairLosses, splits, zoneLosses } from './losses';
import { type OutagePlan, unending, worseFirst } from './outage';
import type { Standing } from './standing';
import { arithmeticSurvival } from './survival-arithmetic';
import type { SurvivalPlan, SurvivalRow } from './survival-plan';
import { rowOf } from './survival-row';
import { judge, lostClusters } from './verdict';
import { fatalClusters, movedVotes, witnessVotes } from './votes';

/** Systems over more clusters than this are decided by arithmetic, and not every loss of them is listed. */
const mostListed = 6;

/** What a system survives, and what becomes of it. */
export function planSurvival(standing: Standing | undefined): SurvivalPlan {
  if (!standing) return { fatal: [], witnessVotes: undefined, movedVotes: undefined, counts: [], rows: [] };
  const { clusters, serving } = standing;
  const design = {
    fatal: fatalClusters(serving.votes),
    witnessVotes: witnessVotes(serving.votes),
    movedVotes: movedVotes(serving.votes),
  };
  if (clusters.length > mostListed) return { ...design, ...arithmeticSurvival(standing) };
  const losses = [clusterLosses(clusters), pairLosses(clusters), zoneLosses(standing), splits(clusters), drainLosses(standing)];
  const links = linksOf(clusters).flatMap(link => linkRows(link, standing));
  const rows = [
    ...losses.map(kind => kind.map(loss => rowOf(loss, standing))),
    ...(['link', 'one-way'] as const).map(kind => links.filter(({ loss }) => loss === kind)),
    ...dependencyRows(clusters, standing),
  ];
  return { ...design, counts: rows.flatMap(countRows), rows: rows.flat() };
}

/** The loss of one cluster that is worst. */
export const worstCluster = ({ rows }: SurvivalPlan): SurvivalRow | undefined =>
  rows.filter(({ loss }) => loss === 'cluster').sort((a, b) => worseFirst(a.outage, b.outage))[0];

/** The worst outage after the loss of one cluster. */
export function worstOutage(standing: Standing | undefined): OutagePlan {
  if (!standing) return unending;
  const { clusters, serving } = standing;
  const harmful = clusters.filter(cluster => serving.votes.has(cluster));
  return harmful.map(cluster => judge(lostClusters([cluster]), standing).outage).sort(worseFirst)[0] ?? unending;
}
