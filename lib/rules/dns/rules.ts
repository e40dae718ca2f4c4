import type { Rule } from '../rule';
import { checkedStandby } from './checked-standby';
import { hostClaimed } from './host-claimed';
import { hostZone } from './host-zone';
import { dnsInstances } from './instance';
import { dnsInterval } from './interval';
import { missingRecord } from './missing-record';
import { nameFence } from './name-fence';
import { ownerIds } from './owner-id';
import { recordOwners } from './owners';
import { plannedRecord } from './record';
import { recordContent } from './record-content';
import { dnsRegistry } from './registry';
import { recordScope } from './scope';
import { setIdentifier } from './set-identifier';
import { singleWriter } from './single-writer';
import { dnsWriters } from './writers';

/** The rules of this area. */
export const dnsRules: readonly Rule[] = [
  checkedStandby,
  hostClaimed,
  hostZone,
  dnsInstances,
  dnsInterval,
  missingRecord,
  nameFence,
  ownerIds,
  recordOwners,
  recordContent,
  plannedRecord,
  dnsRegistry,
  recordScope,
  setIdentifier,
  singleWriter,
  dnsWriters,
];
