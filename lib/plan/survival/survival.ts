import { fatalClusters, movedVotes, witnessVotes } from '../members/votes';
import type { OutagePlan } from '../model/outage-plan';
import type { SurvivalPlan, SurvivalRow } from '../model/survival-plan';
import { unending, worseFirst } from '../outage/outage';
import type { Baseline } from './baseline';
import { dependencyRows } from './dependency-rows';
import { linkRows, linksOf } from './link-rows';
import { countRows } from './loss-counts';
import { clusterLosses, drainLosses, pairLosses, splits, zoneLosses } from './losses';
import { arithmeticSurvival } from './survival-arithmetic';
import { rowOf } from './survival-row';
import { assess, lostClusters } from './verdict';

/** For systems over more clusters than this, sums of votes decide, and not every loss is listed. */
const mostListed = 6;

/** What a system survives: every loss, and the state of the system after it. */
export function planSurvival(baseline: Baseline | undefined): SurvivalPlan {
  if (!baseline) return { fatal: [], witnessVotes: undefined, movedVotes: undefined, counts: [], rows: [] };
  const { clusters, serving } = baseline;
  const design = {
    fatal: fatalClusters(serving.votes),
    witnessVotes: witnessVotes(serving.votes),
    movedVotes: movedVotes(serving.votes),
  };
  if (clusters.length > mostListed) return { ...design, ...arithmeticSurvival(baseline) };
  const losses = [clusterLosses(clusters), pairLosses(clusters), zoneLosses(baseline), splits(clusters), drainLosses(baseline)];
  const links = linksOf(clusters).flatMap(link => linkRows(link, baseline));
  const rows = [
    ...losses.map(kind => kind.map(loss => rowOf(loss, baseline))),
    ...(['link', 'one-way'] as const).map(kind => links.filter(({ loss }) => loss === kind)),
    ...dependencyRows(clusters, baseline),
  ];
  return { ...design, counts: rows.flatMap(countRows), rows: rows.flat() };
}

/** The row for the worst loss of one cluster. */
export const worstCluster = ({ rows }: SurvivalPlan): SurvivalRow | undefined =>
  rows.filter(({ loss }) => loss === 'cluster').sort((a, b) => worseFirst(a.outage, b.outage))[0];

/** The worst outage after the loss of one cluster. */
export function worstOutage(baseline: Baseline | undefined): OutagePlan {
  if (!baseline) return unending;
  const { clusters, serving } = baseline;
  const harmful = clusters.filter(cluster => serving.votes.has(cluster));
  return harmful.map(cluster => assess(lostClusters([cluster]), baseline).outage).sort(worseFirst)[0] ?? unending;
}
