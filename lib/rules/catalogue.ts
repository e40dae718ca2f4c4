import type { Finding } from '../domain/finding';
import type { LastOutput } from '../plan/last-output';
import type { FleetPlan } from '../plan/system-plan';
import { ingressController } from './access/ingress-controller';
import { loadBalancerClients } from './access/load-balancer-clients';
import { namedCluster } from './access/named-cluster';
import { deliveryCluster } from './argo/cluster';
import { deliverySurvives } from './argo/survives';
import { parallelStart } from './bootstrap/parallel';
import { identityChange } from './change/identity';
import { systemRename } from './change/rename';
import { stateChange } from './change/state';
import { storageChange } from './change/storage';
import { checkedStandby } from './dns/checked-standby';
import { hostClaimed } from './dns/host-claimed';
import { hostZone } from './dns/host-zone';
import { dnsInstances } from './dns/instance';
import { missingRecord } from './dns/missing-record';
import { ownerIds } from './dns/owner-id';
import { recordOwners } from './dns/owners';
import { plannedRecord } from './dns/record';
import { recordContent } from './dns/record-content';
import { recordScope } from './dns/scope';
import { setIdentifier } from './dns/set-identifier';
import { singleWriter } from './dns/single-writer';
import { engineAbility } from './engine/ability';
import { clusterIndex } from './fleet/cluster-index';
import { clusterName } from './fleet/cluster-name';
import { floatingTag } from './images/floating-tag';
import { readyClients } from './names/client-ready';
import { clientService } from './names/client-service';
import { danglingService } from './names/dangling-service';
import { governingService } from './names/governing-service';
import { ingressBackend } from './names/ingress-backend';
import { ingressHost } from './names/ingress-host';
import { ingressPaths } from './names/ingress-paths';
import { nameLength } from './names/length';
import { sharedNamespace } from './names/namespace';
import { notReadyPeers } from './names/not-ready';
import { ordinalRange } from './names/ordinals';
import { portName } from './names/port';
import { publishedNames } from './names/published';
import { servicePorts } from './names/service-ports';
import { statefulSetName } from './names/stateful-set';
import { targetPort } from './names/target-port';
import { apiServer } from './network/api-server';
import { cidrOverlap } from './network/cidr-overlap';
import { clientAddress } from './network/client-address';
import { defaultDeny } from './network/default-deny';
import { extraEdge } from './network/extra-edge';
import { loadBalancerSources } from './network/load-balancer-sources';
import { missingEdge } from './network/missing-edge';
import { recoveryTime } from './objectives/rto';
import { clusterLoss } from './quorum/cluster-loss';
import { evenVoters } from './quorum/even-voters';
import { memberLoss } from './quorum/member-loss';
import { noVoters } from './quorum/no-voters';
import type { Rule } from './rule';
import { secretVariable } from './secrets/env';
import { inlineSecret } from './secrets/inline';
import { secretValue } from './secrets/value';
import { stateCluster } from './state/clusters';
import { terraformState } from './terraform/state';
import { electionTimeout } from './timing/election';
import { roundTrip } from './timing/round-trips';
import { tlsAgreement } from './tls/agreement';
import { peerCertificate } from './tls/certificate';
import { certificateKey } from './tls/key';
import { certificateLifetime } from './tls/lifetime';
import { certificateMount } from './tls/mount';
import { mutualTls } from './tls/mutual';
import { certificateNames } from './tls/names';
import { oneTrust } from './tls/trust';
import { certificateUsages } from './tls/usages';
import { duplicateCluster } from './topology/duplicate-cluster';
import { unknownCluster } from './topology/unknown-cluster';
import { kubernetesVersion } from './versions/kubernetes';

/** Every rule. */
export const catalogue: readonly Rule[] = [
  clusterIndex,
  clusterName,
  cidrOverlap,
  deliveryCluster,
  terraformState,
  kubernetesVersion,
  unknownCluster,
  duplicateCluster,
  noVoters,
  evenVoters,
  clusterLoss,
  memberLoss,
  nameLength,
  portName,
  ordinalRange,
  sharedNamespace,
  floatingTag,
  engineAbility,
  electionTimeout,
  roundTrip,
  hostZone,
  hostClaimed,
  setIdentifier,
  recordContent,
  checkedStandby,
  loadBalancerClients,
  deliverySurvives,
  namedCluster,
  ingressController,
  apiServer,
  stateCluster,
  recoveryTime,
  stateChange,
  storageChange,
  identityChange,
  systemRename,
  parallelStart,
  missingEdge,
  extraEdge,
  defaultDeny,
  clientAddress,
  loadBalancerSources,
  readyClients,
  clientService,
  danglingService,
  governingService,
  ingressBackend,
  ingressHost,
  ingressPaths,
  notReadyPeers,
  publishedNames,
  servicePorts,
  statefulSetName,
  targetPort,
  tlsAgreement,
  peerCertificate,
  certificateKey,
  certificateLifetime,
  certificateMount,
  mutualTls,
  certificateNames,
  oneTrust,
  certificateUsages,
  secretVariable,
  inlineSecret,
  secretValue,
  dnsInstances,
  missingRecord,
  ownerIds,
  recordOwners,
  plannedRecord,
  recordScope,
  singleWriter,
];

/** What all rules find in a plan, all at once. */
export const checkPlan = (plan: FleetPlan, previous: LastOutput | undefined): readonly Finding[] =>
  catalogue.flatMap(rule => rule.plan?.(plan, previous) ?? []);
