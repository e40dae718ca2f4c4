import type { Step } from '../model/survival-plan';
import type { Applied, OutageFacts } from '../outage/outage-terms';

/** Steps that are commits. */
const commits: readonly Step['step'][] = ['records', 'switchover', 'reassign', 'writers', 'sites', 'promote'];

/**
 * The steps, and the last one where Argo CD does not bring the commit to all clusters that must see it: to apply it by hand.
 *
 * Nothing is applied where a commit is not what changes the name: a part of a record is taken out by hand anyway, and Terraform applies
 * its own.
 */
export function byHand(steps: readonly Step[], unreached: readonly string[], { delivery, publication }: OutageFacts): readonly Step[] {
  const elsewhere = publication?.kind === 'parts' || publication?.kind === 'terraform';
  const committed = steps.some(({ step }) => commits.includes(step) && !(elsewhere && step === 'records'));
  return delivery && committed && unreached.length > 0 ? [...steps, { step: 'apply', clusters: unreached }] : steps;
}

/** Who brings a commit to the clusters. */
export const appliedBy = (steps: readonly Step[]): Applied => (steps.some(({ step }) => step === 'apply') ? 'by-hand' : 'delivered');
