import type { Rule } from '../rule';
import { identityChange } from './identity';
import { systemRename } from './rename';
import { stateChange } from './state';
import { storageChange } from './storage';

/** The rules of this area. */
export const changeRules: readonly Rule[] = [identityChange, systemRename, stateChange, storageChange];
