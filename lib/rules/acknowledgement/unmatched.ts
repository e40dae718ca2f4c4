import type { Rule } from '../rule';

/** Found where acknowledgements are applied. */
export const unmatchedAcknowledgement: Rule = {
  name: 'acknowledgement/unmatched',
  severity: 'error',
  demands: 'An acknowledgement names a rule and a place at which that rule finds something.',
  why: 'An acknowledgement without a finding is misspelt, or its fault was fixed or moved. If it stayed, it would silently accept the next finding at that place.',
  source: 'Policy of this package: a risk is accepted by its rule and its place, never in advance.',
};
