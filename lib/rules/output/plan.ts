import type { Rule } from '../rule';

/** Found where the folder is read. */
export const outputPlan: Rule = {
  name: 'output/plan',
  severity: 'warning',
  demands: 'An output folder holds the plan that it was rendered from, fleet.json.',
  why: 'Without it nothing says which clusters hold which votes, so only the rules that need no plan are checked.',
  source: 'georaft design, section 2: everything after synthesis reads the files and not the program.',
};
