import type { Loss, SurvivalRow } from '../model/survival-plan';
import { planOutage } from '../outage/outage';
import type { Baseline } from './baseline';
import { membersLeft } from './survival-row';
import { lostClusters } from './verdict';

/** Everybody lives, and clients are served as ever. */
export const nobodyHarmed = (baseline: Baseline): Omit<SurvivalRow, keyof Loss> => ({
  ...{ leader: [], elections: 'settled', quorum: true, votes: baseline.serving.voters.length },
  ...{ members: membersLeft(lostClusters([]), baseline), serves: baseline.active, stranded: [] },
  ...{ unfenced: [], unfencedName: [], steps: [], outage: planOutage({ kind: 'unharmed' }, baseline.facts) },
});
