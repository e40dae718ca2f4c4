import type { Rule } from '../rule';

/** Found where acknowledgements are applied. */
export const unmatchedAcknowledgement: Rule = {
  name: 'acknowledgement/unmatched',
  severity: 'error',
  demands: 'An acknowledgement names a rule and a place at which that rule finds something.',
  why: 'One that matches nothing is about what was mended, moved or misspelt; left there, it would silently accept the next thing that is found at that place.',
  source: 'Policy of this package: a risk is accepted by its rule and its place, never in advance.',
};
