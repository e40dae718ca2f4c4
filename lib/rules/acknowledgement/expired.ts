import type { Rule } from '../rule';

/** Found where acknowledgements are applied. */
export const expiredAcknowledgement: Rule = {
  name: 'acknowledgement/expired',
  severity: 'error',
  demands: 'The last day of an acknowledgement has not passed.',
  why: 'The risk was accepted until that day. After it the finding counts again, so that somebody decides again.',
  source: 'Policy of this package: a risk is accepted until a day, never for good.',
};
