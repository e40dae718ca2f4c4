import type { Loss, SurvivalRow } from '../model/survival-plan';
import { planOutage } from '../outage/outage';
import type { Baseline } from './baseline';
import { membersLeft } from './survival-row';
import { lostClusters } from './verdict';

/** The part of a row for a loss after which all members live and clients are served as before. */
export const unharmedRow = (baseline: Baseline): Omit<SurvivalRow, keyof Loss> => ({
  ...{ leader: [], elections: 'settled', quorum: true, votes: baseline.serving.voters.length },
  ...{ members: membersLeft(lostClusters([]), baseline), serves: baseline.active, stranded: [] },
  ...{ unfenced: [], unfencedName: [], steps: [], outage: planOutage({ kind: 'unharmed' }, baseline.facts) },
});
