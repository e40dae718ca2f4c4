import type { Finding } from '../../domain/finding';

/** Names of the rules about the form of what a program gives. What is said of them is in `lib/rules/input`. */
export const inputRules = {
  shape: 'input/shape',
  unknownField: 'input/unknown-field',
  strategy: 'input/strategy',
} as const;

/** Says what is wrong with the form of the input. */
export const inputError = (rule: keyof typeof inputRules, found: Pick<Finding, 'at' | 'problem' | 'fix' | 'about'>): Finding => ({
  rule: inputRules[rule],
  severity: 'error',
  ...found,
});
