import type { LossCount, SurvivalRow } from '../model/survival-plan';

/** How the losses of one kind end, from their rows; nothing where there are none. */
export function countRows(rows: readonly SurvivalRow[]): readonly LossCount[] {
  const [first] = rows;
  if (!first) return [];
  const survived = rows.filter(({ quorum }) => quorum).length;
  const fatal = rows.filter(({ outage }) => outage.ends === 'restore').length;
  return [{ loss: first.loss, examined: rows.length, survived, fatal }];
}
