import type { Rule } from '../rule';
import { identityChange } from './identity';
import { ledgerChange } from './ledger';
import { leftRecord } from './left-record';
import { memberChange } from './members';
import { recordPolicy } from './record-policy';
import { systemRename } from './rename';
import { stateChange } from './state';
import { storageChange } from './storage';

/** The rules of this area. */
export const changeRules: readonly Rule[] = [
  identityChange,
  ledgerChange,
  leftRecord,
  memberChange,
  recordPolicy,
  systemRename,
  stateChange,
  storageChange,
];
