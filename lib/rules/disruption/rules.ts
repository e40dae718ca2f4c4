import type { Rule } from '../rule';
import { disruptionBudget } from './budget';
import { budgetCoverage } from './coverage';
import { drainPossible } from './drain';
import { rollout } from './rollout';
import { budgetShare } from './share';
import { soak } from './soak';
import { spread } from './spread';
import { unhealthyEviction } from './unhealthy';

/** The rules of this area. */
export const disruptionRules: readonly Rule[] = [
  disruptionBudget,
  budgetCoverage,
  drainPossible,
  rollout,
  budgetShare,
  soak,
  spread,
  unhealthyEviction,
];
