import type { Step } from '../model/survival-plan';
import type { Applied, OutageFacts } from '../outage/outage-terms';

/** Steps that are commits. */
const commits: readonly Step['step'][] = ['records', 'switchover', 'reassign', 'writers', 'sites', 'promote'];

/**
 * The steps, with one more at the end if a commit must be applied by hand: in the clusters that Argo CD does not reach.
 *
 * That step is left out where no commit changes the name: an operator removes a part of a record by hand anyway, and Terraform applies its
 * own records.
 */
export function byHand(steps: readonly Step[], unreached: readonly string[], { delivery, publication }: OutageFacts): readonly Step[] {
  const outsideGit = publication?.kind === 'parts' || publication?.kind === 'terraform';
  const committed = steps.some(({ step }) => commits.includes(step) && !(outsideGit && step === 'records'));
  return delivery && committed && unreached.length > 0 ? [...steps, { step: 'apply', clusters: unreached }] : steps;
}

/** Who applies the commit of these steps to the clusters. */
export const appliedBy = (steps: readonly Step[]): Applied => (steps.some(({ step }) => step === 'apply') ? 'by-hand' : 'delivered');
