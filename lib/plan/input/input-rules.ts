import type { Finding } from '../../domain/finding';

/** Names of the rules about the shape of the input. Their texts are in `lib/rules/input`. */
export const inputRules = {
  shape: 'input/shape',
  unknownField: 'input/unknown-field',
  strategy: 'input/strategy',
} as const;

/** Makes an error finding of one of these rules. */
export const inputError = (rule: keyof typeof inputRules, found: Pick<Finding, 'at' | 'problem' | 'fix' | 'about'>): Finding => ({
  rule: inputRules[rule],
  severity: 'error',
  ...found,
});
