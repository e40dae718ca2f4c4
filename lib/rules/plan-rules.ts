import type { Finding } from '../domain/finding';
import type { LastOutput } from '../plan/document/last-output';
import type { FleetPlan } from '../plan/model/system-plan';
import { behindController } from './access/behind-controller';
import { accessAbility } from './access/capability';
import { clientList } from './access/client-list';
import { clusterGateway } from './access/cluster-gateway';
import { spanningGateway } from './access/gateway';
import { gatewayListener } from './access/gateway-listener';
import { ingressController } from './access/ingress-controller';
import { loadBalancerChecks } from './access/load-balancer-checks';
import { loadBalancerClients } from './access/load-balancer-clients';
import { loadBalancerConfig } from './access/load-balancer-config';
import { loadBalancerName } from './access/load-balancer-name';
import { loadBalancerSites } from './access/load-balancer-sites';
import { namedCluster } from './access/named-cluster';
import { nodePorts } from './access/node-ports';
import { deliveryCluster } from './argo/cluster';
import { deliverySurvives } from './argo/survives';
import { clusterDomainChange } from './change/cluster-domain';
import { dataPathChange } from './change/data-path';
import { drainChange } from './change/drain';
import { engineChange } from './change/engine';
import { fleetNameChange } from './change/fleet-name';
import { identityChange } from './change/identity';
import { imageChange } from './change/image';
import { ledgerChange } from './change/ledger';
import { leftRecord } from './change/left-record';
import { memberChange } from './change/members';
import { orphanedRecords } from './change/orphaned-records';
import { peerPortChange } from './change/peer-port';
import { peerTlsChange } from './change/peer-tls';
import { podAddressChange } from './change/pod-addresses';
import { recordPolicy } from './change/record-policy';
import { systemRename } from './change/rename';
import { standbyChange } from './change/standby';
import { stateChange } from './change/state';
import { storageChange } from './change/storage';
import { checkInterval } from './dns/check-interval';
import { checkedStandby } from './dns/checked-standby';
import { healthCheckId } from './dns/health-check-id';
import { hostAbove } from './dns/host-above';
import { hostClaimed } from './dns/host-claimed';
import { hostZone } from './dns/host-zone';
import { multivalueAnswer } from './dns/multivalue';
import { nameFence } from './dns/name-fence';
import { negativeTtl } from './dns/negative-ttl';
import { oneOwner } from './dns/one-owner';
import { privateCheck } from './dns/private-check';
import { namePublication } from './dns/publication';
import { readBack } from './dns/read-back';
import { recordContent } from './dns/record-content';
import { setIdentifier } from './dns/set-identifier';
import { standbyFamily } from './dns/standby-family';
import { recordTarget } from './dns/target';
import { recordTtl } from './dns/ttl';
import { waitingChecks } from './dns/waiting-checks';
import { dnsWriters } from './dns/writers';
import { engineAbility } from './engine/capability';
import { clusterIndex } from './fleet/cluster-index';
import { clusterName } from './fleet/cluster-name';
import { lostCluster } from './fleet/lost-cluster';
import { floatingTag } from './images/floating-tag';
import { k8gbExposure } from './k8gb/exposure';
import { k8gbGeoTag } from './k8gb/geo-tag';
import { k8gbHealthChecks } from './k8gb/health-checks';
import { k8gbHost } from './k8gb/host';
import { k8gbOwnGroup } from './k8gb/own-group';
import { k8gbPartial } from './k8gb/partial';
import { k8gbStandbyOrder } from './k8gb/standby-order';
import { k8gbZone } from './k8gb/zone';
import { nameLength } from './names/length';
import { sharedNamespace } from './names/namespace';
import { ordinalRange } from './names/ordinals';
import { portName } from './names/port';
import { apiServer } from './network/api-server';
import { cidrOverlap } from './network/cidr-overlap';
import { recoveryPoint } from './objectives/rpo';
import { recoveryTime } from './objectives/rto';
import { clusterLoss } from './quorum/cluster-loss';
import { evenVoters } from './quorum/even-voters';
import { memberLoss } from './quorum/member-loss';
import { noVoters } from './quorum/no-voters';
import { twoClusters } from './quorum/two-clusters';
import { voterCount } from './quorum/voter-count';
import { zoneLoss } from './quorum/zone-loss';
import type { Rule } from './rule';
import { secretValue } from './secrets/value';
import { stateCluster } from './state/clusters';
import { oneDrain } from './state/drain';
import { ledgerMembers } from './state/ledger';
import { mirror } from './state/mirror';
import { rolloutsApart } from './state/rollouts';
import { spaceQuota } from './storage/quota';
import { terraformCheckHost } from './terraform/check-host';
import { terraformStack } from './terraform/stack';
import { terraformStackName } from './terraform/stack-name';
import { terraformState } from './terraform/state';
import { terraformExpression } from './terraform/token';
import { electionTimeout } from './timing/election';
import { roundTrip } from './timing/round-trips';
import { duplicateCluster } from './topology/duplicate-cluster';
import { unknownCluster } from './topology/unknown-cluster';
import { kubernetesVersion } from './versions/kubernetes';

/** The rules about plans. They are listed apart from the others, so that a synthesis does not load rules that it does not run. */
export const planRules: readonly Rule[] = [
  behindController,
  clientList,
  clusterGateway,
  spanningGateway,
  gatewayListener,
  accessAbility,
  ingressController,
  loadBalancerChecks,
  loadBalancerClients,
  loadBalancerConfig,
  loadBalancerName,
  loadBalancerSites,
  namedCluster,
  nodePorts,
  deliveryCluster,
  deliverySurvives,
  clusterDomainChange,
  dataPathChange,
  drainChange,
  engineChange,
  fleetNameChange,
  imageChange,
  peerPortChange,
  peerTlsChange,
  podAddressChange,
  standbyChange,
  identityChange,
  ledgerChange,
  leftRecord,
  memberChange,
  orphanedRecords,
  recordPolicy,
  systemRename,
  stateChange,
  storageChange,
  checkedStandby,
  hostAbove,
  hostClaimed,
  hostZone,
  nameFence,
  recordContent,
  setIdentifier,
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
  engineAbility,
  clusterIndex,
  clusterName,
  lostCluster,
  floatingTag,
  k8gbExposure,
  k8gbGeoTag,
  k8gbHealthChecks,
  k8gbHost,
  k8gbOwnGroup,
  k8gbPartial,
  k8gbStandbyOrder,
  k8gbZone,
  nameLength,
  sharedNamespace,
  ordinalRange,
  portName,
  apiServer,
  cidrOverlap,
  recoveryPoint,
  recoveryTime,
  clusterLoss,
  evenVoters,
  memberLoss,
  noVoters,
  twoClusters,
  voterCount,
  zoneLoss,
  secretValue,
  stateCluster,
  oneDrain,
  rolloutsApart,
  ledgerMembers,
  mirror,
  spaceQuota,
  terraformCheckHost,
  terraformStack,
  terraformStackName,
  terraformState,
  terraformExpression,
  electionTimeout,
  roundTrip,
  duplicateCluster,
  unknownCluster,
  kubernetesVersion,
];

/** The findings of all rules about plans. */
export const checkPlan = (plan: FleetPlan, previous: LastOutput | undefined): readonly Finding[] =>
  planRules.flatMap(rule => rule.plan?.(plan, previous) ?? []);
