import type { Rule } from '../rule';
import { terraformState } from './state';

/** The rules of this area. */
export const terraformRules: readonly Rule[] = [terraformState];
