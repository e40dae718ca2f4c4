import type { Rule } from '../rule';
import { secretVariable } from './env';
import { inlineSecret } from './inline';
import { secretValue } from './value';

/** The rules of this area. */
export const secretsRules: readonly Rule[] = [secretVariable, inlineSecret, secretValue];
