import { inputRules } from '../../plan/input/input-rules';
import type { Rule } from '../rule';

/** Found when input is read. */
export const unknownField: Rule = {
  name: inputRules.unknownField,
  severity: 'error',
  demands: 'The input of a program has no unknown field.',
  why: 'An unknown field is nearly always misspelt, so the intended setting would silently have no effect.',
  source: "The types of this package's own nouns, lib/domain.",
};
