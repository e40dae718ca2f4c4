import type { Rule } from '../rule';
import { stateCluster } from './clusters';
import { oneDrain } from './drain';
import { ledgerMembers } from './ledger';
import { mirror } from './mirror';
import { oneActive } from './one-active';
import { rolloutsApart } from './rollouts';

/** The rules of this area. */
export const stateRules: readonly Rule[] = [stateCluster, oneDrain, ledgerMembers, mirror, oneActive, rolloutsApart];
