import type { Rule } from '../rule';

/** Found when the folder is read. */
export const outputPlan: Rule = {
  name: 'output/plan',
  severity: 'warning',
  demands: 'An output folder has its plan, fleet.json.',
  why: 'Without the plan it is unknown which clusters have which votes, so only rules that need no plan are checked.',
  source: 'Policy of this package: commands after synthesis read the files, not the program.',
};
