import type { LossCount, SurvivalRow } from '../model/survival-plan';

/** Counts how the losses of one kind end, from their rows; empty where there are no rows. */
export function countRows(rows: readonly SurvivalRow[]): readonly LossCount[] {
  const [first] = rows;
  if (!first) return [];
  const survived = rows.filter(({ quorum }) => quorum).length;
  const fatal = rows.filter(({ outage }) => outage.ends === 'restore').length;
  return [{ loss: first.loss, examined: rows.length, survived, fatal }];
}
