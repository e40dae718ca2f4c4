import type { Rule } from '../rule';
import { stateCluster } from './clusters';
import { mirror } from './mirror';
import { oneActive } from './one-active';

/** The rules of this area. */
export const stateRules: readonly Rule[] = [stateCluster, mirror, oneActive];
