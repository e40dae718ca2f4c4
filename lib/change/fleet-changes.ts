import type { OperatingState } from '../domain/operating-state';
import type { ChangeDocument } from '../plan/document/system-document';
import type { FleetPlan } from '../plan/model/system-plan';
import { planSteps } from './plan-steps';
import { type SystemTarget, type TemplateDigests, targetOf } from './target';

/** The steps of each system whose ledger is not what its program wants. @param templatesOf what is rendered for a system's members */
export function fleetChanges(
  { fleet, systems }: FleetPlan,
  templatesOf: (system: string) => TemplateDigests,
): ReadonlyMap<string, ChangeDocument> {
  const changes = new Map<string, ChangeDocument>();
  for (const plan of systems) {
    // Its target has each cluster for each group: with a standby's own group in each cluster, that is the square of their number.
    if (isUntouched(plan.state)) continue;
    const target = targetOf(plan, fleet, templatesOf(plan.name));
    const steps = planSteps(plan.state, target);
    if (steps.length > 0) changes.set(plan.name, { target: targetText(target), steps });
  }
  return changes;
}

/** Whether nothing has formed and no change is under way: such a system has no steps. */
const isUntouched = ({ bootstrapped, formed, groups, thawed }: OperatingState): boolean =>
  !bootstrapped && formed.length === 0 && groups === undefined && thawed.length === 0;

/** The voters of each cluster that the program wants, group by group: `3/3/1`, or `3/3/1, 3` where a standby has a group of its own. */
export const targetText = ({ groups }: SystemTarget): string =>
  groups
    .map(({ clusters }) =>
      clusters
        .filter(({ voters }) => voters > 0)
        .map(({ voters }) => voters)
        .join('/'),
    )
    .filter(text => text !== '')
    .join(', ');

/** One line for the table: the number of steps that are left, their target and the next step. */
export const changeLine = (system: string, { steps, target }: ChangeDocument): string => {
  const [next] = steps;
  return `${system}: ${steps.length} ${steps.length === 1 ? 'step' : 'steps'} to ${target}; next: ${next?.does} (georaft step ${system})`;
};
