import type { Rule } from '../rule';
import { identityChange } from './identity';
import { leftRecord } from './left-record';
import { recordPolicy } from './record-policy';
import { systemRename } from './rename';
import { stateChange } from './state';
import { storageChange } from './storage';

/** The rules of this area. */
export const changeRules: readonly Rule[] = [identityChange, leftRecord, recordPolicy, systemRename, stateChange, storageChange];
