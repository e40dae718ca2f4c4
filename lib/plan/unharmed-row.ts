import { planOutage } from './outage';
import type { Standing } from './standing';
import type { Loss, SurvivalRow } from './survival-plan';
import { membersLeft } from './survival-row';
import { lostClusters } from './verdict';

/** Everybody lives, and clients are served as ever. */
export const nobodyHarmed = (standing: Standing): Omit<SurvivalRow, keyof Loss> => ({
  ...{ leader: [], elections: 'settled', quorum: true, votes: standing.serving.voters.length },
  ...{ members: membersLeft(lostClusters([]), standing), serves: standing.active, stranded: [] },
  ...{ unfenced: [], unfencedName: [], steps: [], outage: planOutage({ kind: 'unharmed' }, standing.facts) },
});
