import type { Rule } from '../rule';
import { stateCluster } from './clusters';
import { ledgerMembers } from './ledger';
import { mirror } from './mirror';
import { oneActive } from './one-active';

/** The rules of this area. */
export const stateRules: readonly Rule[] = [stateCluster, ledgerMembers, mirror, oneActive];
