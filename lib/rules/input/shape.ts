import { inputRules } from '../../plan/input/input-rules';
import type { Rule } from '../rule';
import { unknownField } from './unknown-field';

/** Found when input is read. No other rule runs before the input has the right shape. */
export const inputShape: Rule = {
  name: inputRules.shape,
  severity: 'error',
  demands: 'Every input of a program has the shape of its type.',
  why: 'The compiler refuses a wrong TypeScript program. A plain JavaScript program, or a value from a file, would be planned with a missing value, and that would be rendered into every cluster.',
  source: "The types of this package's own nouns, lib/domain.",
  follows: [unknownField],
};
