import type { SurvivalRow } from '../model/survival-plan';
import type { Baseline } from './baseline';
import { membersLeft } from './survival-row';
import { unharmedRow } from './unharmed-row';
import { assess, lostClusters } from './verdict';

/**
 * The rows for the loss of Argo CD. Alone it harms no client as long as no commit is needed. Together with the loss of a cluster that needs
 * a commit, an operator applies the commit by hand.
 * @param clusters the clusters whose loss is examined together with Argo CD's
 */
export function deliveryRows(clusters: readonly string[], baseline: Baseline): readonly SurvivalRow[] {
  const runsOn = baseline.facts.delivery?.runsOn.name;
  if (runsOn === undefined) return [];
  const alone: SurvivalRow = { ...{ loss: 'delivery', clusters: [runsOn], other: [] }, ...unharmedRow(baseline) };
  const together = clusters
    .filter(cluster => cluster !== runsOn)
    .flatMap((cluster): readonly SurvivalRow[] => {
      const damage = lostClusters([cluster], { delivery: 'lost' });
      const { recovery: _, ...verdict } = assess(damage, baseline);
      if (!verdict.steps.some(({ step }) => step === 'apply')) return [];
      const row = { leader: [], elections: 'settled', unfenced: [], members: membersLeft(damage, baseline) } as const;
      return [{ loss: 'delivery-and-loss', clusters: [cluster], other: [runsOn], ...row, ...verdict }];
    });
  return [alone, ...together];
}
