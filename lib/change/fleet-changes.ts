import type { ChangeDocument } from '../plan/document/system-document';
import type { FleetPlan } from '../plan/model/system-plan';
import { planSteps } from './plan-steps';
import { type SystemTarget, type TemplateDigests, targetOf } from './target';

/** Of each system that is not where its program wants it: the way there. @param templatesOf what is rendered for a system's members */
export function fleetChanges(
  { fleet, systems }: FleetPlan,
  templatesOf: (system: string) => TemplateDigests,
): ReadonlyMap<string, ChangeDocument> {
  const changes = new Map<string, ChangeDocument>();
  for (const plan of systems) {
    const target = targetOf(plan, fleet, templatesOf(plan.name));
    const steps = planSteps(plan.state, target);
    if (steps.length > 0) changes.set(plan.name, { target: targetText(target), steps });
  }
  return changes;
}

/** The votes of each cluster that has or gets some, group by group: `3/3/1`, or `3/3/1, 3` where a standby has a group of its own. */
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

/** One line for the table: how many steps are left, where they lead to, and what the next one does. */
export const changeLine = (system: string, { steps, target }: ChangeDocument): string => {
  const [next] = steps;
  return `${system}: ${steps.length} ${steps.length === 1 ? 'step' : 'steps'} to ${target}; next: ${next?.does} (georaft step ${system})`;
};
