import { inputRules } from '../../plan/input/input-rules';
import type { Rule } from '../rule';

/** Found wherever input is read. */
export const unknownField: Rule = {
  name: inputRules.unknownField,
  severity: 'error',
  demands: 'What a program gives has no field that its type does not know.',
  why: 'Such a field is nearly always misspelt, so what was meant is silently not done.',
  source: "The types of this package's own nouns, lib/domain.",
};
