import type { Rule } from '../rule';

/** Found after the folder was read. */
export const emptyOutput: Rule = {
  name: 'output/empty',
  severity: 'error',
  demands: 'A checked output folder has at least one Kubernetes object.',
  why: 'A check of no objects finds nothing: a wrong folder, or a synthesis that did not run, would pass in CI.',
  source: 'Arithmetic: no objects, no findings.',
};
