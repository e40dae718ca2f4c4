import { fatalClusters, movedVotes, witnessVotes } from '../members/votes';
import type { OutagePlan } from '../model/outage-plan';
import type { LossCount, SurvivalPlan, SurvivalRow } from '../model/survival-plan';
import type { Baseline } from './baseline';
import { clusterLosses, drainLosses, pairLosses, splits, zoneLosses } from './losses';
import { unending, worseFirst } from './outage';
import { arithmeticSurvival } from './survival-arithmetic';
import { rowOf } from './survival-row';
import { assess, lostClusters } from './verdict';

/** Systems over more clusters than this are decided by arithmetic, and not every loss of them is listed. */
const mostListed = 6;

/** What a system survives, and what becomes of it. */
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
  const rows = losses.map(kind => kind.map(loss => rowOf(loss, baseline)));
  return { ...design, counts: rows.flatMap(countOf), rows: rows.flat() };
}

function countOf(rows: readonly SurvivalRow[]): readonly LossCount[] {
  const [first] = rows;
  if (!first) return [];
  const survived = rows.filter(({ quorum }) => quorum).length;
  const fatal = rows.filter(({ outage }) => outage.ends === 'restore').length;
  return [{ loss: first.loss, examined: rows.length, survived, fatal }];
}

/** The loss of one cluster that is worst. */
export const worstCluster = ({ rows }: SurvivalPlan): SurvivalRow | undefined =>
  rows.filter(({ loss }) => loss === 'cluster').sort((a, b) => worseFirst(a.outage, b.outage))[0];

/** The worst outage after the loss of one cluster. */
export function worstOutage(baseline: Baseline | undefined): OutagePlan {
  if (!baseline) return unending;
  const { clusters, serving } = baseline;
  const harmful = clusters.filter(cluster => serving.votes.has(cluster));
  return harmful.map(cluster => assess(lostClusters([cluster]), baseline).outage).sort(worseFirst)[0] ?? unending;
}
