import type { Rule } from '../rule';
import { terraformCheckHost } from './check-host';
import { terraformStack } from './stack';
import { terraformStackName } from './stack-name';
import { terraformState } from './state';
import { terraformExpression } from './token';

/** The rules of this area. */
export const terraformRules: readonly Rule[] = [
  terraformCheckHost,
  terraformStack,
  terraformStackName,
  terraformState,
  terraformExpression,
];
