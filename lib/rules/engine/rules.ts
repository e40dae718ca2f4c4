import type { Rule } from '../rule';
import { engineAbility } from './capability';

/** The rules of this area. */
export const engineRules: readonly Rule[] = [engineAbility];
