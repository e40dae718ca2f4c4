import type { Rule } from '../rule';
import { annotationPrefix } from './annotation-prefix';
import { zoneApex } from './apex';
import { checkedStandby } from './checked-standby';
import { computedAlone } from './computed';
import { coreDns } from './core-dns';
import { gatewayAnnotation } from './gateway-annotation';
import { headlessNames } from './headless';
import { hostClaimed } from './host-claimed';
import { hostZone } from './host-zone';
import { dnsInstances } from './instance';
import { dnsInterval } from './interval';
import { keptIdentifier } from './kept-identifier';
import { missingRecord } from './missing-record';
import { ownerIds } from './owner-id';
import { recordOwners } from './owners';
import { ownershipRecord } from './ownership-name';
import { instancePolicy } from './policy';
import { primaryCheck } from './primary-check';
import { providerProperty } from './provider-property';
import { publishedTwice } from './published-twice';
import { plannedRecord } from './record';
import { recordContent } from './record-content';
import { writtenTarget } from './record-target';
import { dnsRegistry } from './registry';
import { dynamicUpdates } from './rfc2136';
import { routingSet } from './routing-set';
import { routingValue } from './routing-value';
import { recordScope } from './scope';
import { setIdentifier } from './set-identifier';
import { singleWriter } from './single-writer';

/** The rules of this area. */
export const dnsRules: readonly Rule[] = [
  checkedStandby,
  hostClaimed,
  hostZone,
  dnsInstances,
  dnsInterval,
  missingRecord,
  ownerIds,
  recordOwners,
  recordContent,
  plannedRecord,
  dnsRegistry,
  recordScope,
  setIdentifier,
  singleWriter,
  zoneApex,
  annotationPrefix,
  computedAlone,
  coreDns,
  gatewayAnnotation,
  headlessNames,
  keptIdentifier,
  primaryCheck,
  ownershipRecord,
  instancePolicy,
  providerProperty,
  publishedTwice,
  dynamicUpdates,
  routingSet,
  routingValue,
  writtenTarget,
];
