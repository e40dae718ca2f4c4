import type { Rule } from '../rule';
import { annotationPrefix } from './annotation-prefix';
import { zoneApex } from './apex';
import { checkInterval } from './check-interval';
import { checkedStandby } from './checked-standby';
import { computedAlone } from './computed';
import { coreDns } from './core-dns';
import { gatewayAnnotation } from './gateway-annotation';
import { headlessNames } from './headless';
import { healthCheckId } from './health-check-id';
import { hostAbove } from './host-above';
import { hostClaimed } from './host-claimed';
import { hostZone } from './host-zone';
import { dnsInstances } from './instance';
import { dnsInterval } from './interval';
import { keptIdentifier } from './kept-identifier';
import { missingRecord } from './missing-record';
import { multivalueAnswer } from './multivalue';
import { nameFence } from './name-fence';
import { negativeTtl } from './negative-ttl';
import { oneOwner } from './one-owner';
import { ownerIds } from './owner-id';
import { recordOwners } from './owners';
import { ownershipRecord } from './ownership-name';
import { instancePolicy } from './policy';
import { primaryCheck } from './primary-check';
import { privateCheck } from './private-check';
import { providerProperty } from './provider-property';
import { namePublication } from './publication';
import { publishedTwice } from './published-twice';
import { readBack } from './read-back';
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
import { standbyFamily } from './standby-family';
import { recordTarget } from './target';
import { recordTtl } from './ttl';
import { waitingChecks } from './waiting-checks';
import { dnsWriters } from './writers';

/** The rules of this area. */
export const dnsRules: readonly Rule[] = [
  checkedStandby,
  hostAbove,
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
  checkInterval,
  healthCheckId,
  multivalueAnswer,
  negativeTtl,
  namePublication,
  oneOwner,
  privateCheck,
  recordTarget,
  recordTtl,
  readBack,
  standbyFamily,
  waitingChecks,
  dnsWriters,
];
