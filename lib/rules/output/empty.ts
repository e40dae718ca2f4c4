import type { Rule } from '../rule';

/** Found after the folder was read. */
export const emptyOutput: Rule = {
  name: 'output/empty',
  severity: 'error',
  demands: 'An output folder that is checked holds at least one Kubernetes object.',
  why: 'Nothing is ever wrong with nothing: a wrong folder, or a synthesis that did not run, would pass in CI.',
  source: 'Arithmetic: no objects, no findings.',
};
