import type { Rule } from '../rule';

/** Found while a chart is rendered. */
export const constructValidation: Rule = {
  name: 'objects/validation',
  severity: 'error',
  demands: 'The validation of every construct passes.',
  why: 'The author of a construct knows what the API server or a controller refuses later, where it is harder to see.',
  source: 'constructs, Node.addValidation; App.synth of cdk8s refuses the same.',
};
