import type { Rule } from '../rule';
import { grace } from './grace';
import { shell } from './shell';

/** The rules of this area. */
export const shutdownRules: readonly Rule[] = [grace, shell];
