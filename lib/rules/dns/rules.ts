import type { Rule } from '../rule';
import { checkInterval } from './check-interval';
import { checkedStandby } from './checked-standby';
import { healthCheckId } from './health-check-id';
import { hostClaimed } from './host-claimed';
import { hostZone } from './host-zone';
import { dnsInstances } from './instance';
import { dnsInterval } from './interval';
import { missingRecord } from './missing-record';
import { multivalueAnswer } from './multivalue';
import { nameFence } from './name-fence';
import { oneOwner } from './one-owner';
import { ownerIds } from './owner-id';
import { recordOwners } from './owners';
import { privateCheck } from './private-check';
import { namePublication } from './publication';
import { plannedRecord } from './record';
import { recordContent } from './record-content';
import { recordType } from './record-type';
import { dnsRegistry } from './registry';
import { recordScope } from './scope';
import { setIdentifier } from './set-identifier';
import { singleWriter } from './single-writer';
import { recordTarget } from './target';
import { recordTtl } from './ttl';
import { waitingChecks } from './waiting-checks';
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
  checkInterval,
  healthCheckId,
  multivalueAnswer,
  namePublication,
  oneOwner,
  privateCheck,
  recordTarget,
  recordTtl,
  recordType,
  waitingChecks,
  dnsWriters,
];
