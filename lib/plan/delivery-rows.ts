import type { Standing } from './standing';
import type { SurvivalRow } from './survival-plan';
import { membersLeft } from './survival-row';
import { nobodyHarmed } from './unharmed-row';
import { judge, lostClusters } from './verdict';

/**
 * The loss of Argo CD: nothing for as long as no commit is needed. Together with the loss of a cluster after which one is, somebody applies
 * it by hand.
 * @param clusters whose loss is looked at
 */
export function deliveryRows(clusters: readonly string[], standing: Standing): readonly SurvivalRow[] {
  const runsOn = standing.facts.delivery?.runsOn.name;
  if (runsOn === undefined) return [];
  const alone: SurvivalRow = { ...{ loss: 'delivery', clusters: [runsOn], other: [] }, ...nobodyHarmed(standing) };
  const together = clusters
    .filter(cluster => cluster !== runsOn)
    .flatMap((cluster): readonly SurvivalRow[] => {
      const damage = lostClusters([cluster], { delivery: 'lost' });
      const { recovery: _, ...verdict } = judge(damage, standing);
      if (!verdict.steps.some(({ step }) => step === 'apply')) return [];
      const row = { leader: [], elections: 'settled', unfenced: [], members: membersLeft(damage, standing) } as const;
      return [{ loss: 'delivery-and-loss', clusters: [cluster], other: [runsOn], ...row, ...verdict }];
    });
  return [alone, ...together];
}
