import type { Rule } from '../rule';
import { recoveryPoint } from './rpo';
import { recoveryTime } from './rto';

/** The rules of this area. */
export const objectivesRules: readonly Rule[] = [recoveryPoint, recoveryTime];
