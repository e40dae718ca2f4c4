import { inputRules } from '../../plan/input/input-rules';
import type { Rule } from '../rule';
import { unknownField } from './unknown-field';

/** Found wherever input is read; nothing else is looked at before that is right. */
export const inputShape: Rule = {
  name: inputRules.shape,
  severity: 'error',
  demands: 'Everything that a program gives has the form that its type says.',
  why: 'The compiler stops a TypeScript program; a plain JavaScript one, or a value out of a file, would be planned with a hole in it, and the hole would be rendered into every cluster.',
  source: "The types of this package's own nouns, lib/domain.",
  follows: [unknownField],
};
