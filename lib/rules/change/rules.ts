import type { Rule } from '../rule';
import { clusterDomainChange } from './cluster-domain';
import { dataPathChange } from './data-path';
import { drainChange } from './drain';
import { engineChange } from './engine';
import { fleetNameChange } from './fleet-name';
import { identityChange } from './identity';
import { imageChange } from './image';
import { ledgerChange } from './ledger';
import { leftRecord } from './left-record';
import { memberChange } from './members';
import { orphanedRecords } from './orphaned-records';
import { peerPortChange } from './peer-port';
import { peerTlsChange } from './peer-tls';
import { podAddressChange } from './pod-addresses';
import { recordPolicy } from './record-policy';
import { systemRename } from './rename';
import { standbyChange } from './standby';
import { stateChange } from './state';
import { storageChange } from './storage';

/** The rules of this area. */
export const changeRules: readonly Rule[] = [
  clusterDomainChange,
  dataPathChange,
  drainChange,
  engineChange,
  fleetNameChange,
  identityChange,
  imageChange,
  ledgerChange,
  leftRecord,
  memberChange,
  orphanedRecords,
  peerPortChange,
  peerTlsChange,
  podAddressChange,
  recordPolicy,
  systemRename,
  standbyChange,
  stateChange,
  storageChange,
];
