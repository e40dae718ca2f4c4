import type { Finding } from '../domain/finding';
import type { LastOutput } from '../plan/last-output';
import type { FleetPlan } from '../plan/system-plan';
import { ingressController } from './access/ingress-controller';
import { loadBalancerClients } from './access/load-balancer-clients';
import { namedCluster } from './access/named-cluster';
import { oneApplication } from './argo/application';
import { automatedSync } from './argo/automated';
import { deliveryCluster } from './argo/cluster';
import { confirmRemoval } from './argo/confirm';
import { cascadingDeletion } from './argo/finalizer';
import { memberGating } from './argo/gating';
import { onlyJobsAreHooks } from './argo/hook';
import { ignoredDifferences } from './argo/ignored-differences';
import { jobGivesUp } from './argo/job-gives-up';
import { jobLifetime } from './argo/job-lifetime';
import { safeSync } from './argo/options';
import { closedProject } from './argo/project';
import { replacing } from './argo/replace';
import { retriedSync } from './argo/retry';
import { rollingSteps } from './argo/steps';
import { deliverySurvives } from './argo/survives';
import { waitsForever } from './argo/waits-forever';
import { waveOrder } from './argo/wave-order';
import { parallelStart } from './bootstrap/parallel';
import { identityChange } from './change/identity';
import { systemRename } from './change/rename';
import { stateChange } from './change/state';
import { storageChange } from './change/storage';
import { checkedStandby } from './dns/checked-standby';
import { hostClaimed } from './dns/host-claimed';
import { hostZone } from './dns/host-zone';
import { recordContent } from './dns/record-content';
import { setIdentifier } from './dns/set-identifier';
import { engineAbility } from './engine/ability';
import { clusterIndex } from './fleet/cluster-index';
import { clusterName } from './fleet/cluster-name';
import { alwaysPull } from './images/always-pull';
import { floatingTag } from './images/floating-tag';
import { pullPolicy } from './images/pull-policy';
import { sameVersion } from './images/same-version';
import { nameLength } from './names/length';
import { sharedNamespace } from './names/namespace';
import { ordinalRange } from './names/ordinals';
import { portName } from './names/port';
import { apiServer } from './network/api-server';
import { cidrOverlap } from './network/cidr-overlap';
import { recoveryTime } from './objectives/rto';
import { duplicateObject } from './output/duplicate';
import { extraFile } from './output/extra-file';
import { missingFile } from './output/missing-file';
import { missingNamespace } from './output/missing-namespace';
import { ownNamespace } from './output/namespace';
import { outputPlan } from './output/plan';
import { unreadable } from './output/unreadable';
import { restrictedNamespace } from './pod-security/namespace';
import { readOnlyRoot } from './pod-security/read-only-root';
import { reservedNamespace } from './pod-security/reserved-namespace';
import { restrictedPods } from './pod-security/restricted';
import { ownAccount } from './pod-security/service-account';
import { serviceLinks } from './pod-security/service-links';
import { accountToken } from './pod-security/token';
import { memberUser } from './pod-security/user';
import { volumeOwner } from './pod-security/volume-owner';
import { volumeOwnerChange } from './pod-security/volume-owner-change';
import { clusterLoss } from './quorum/cluster-loss';
import { evenVoters } from './quorum/even-voters';
import { memberLoss } from './quorum/member-loss';
import { noVoters } from './quorum/no-voters';
import { discoveryRights } from './rbac/discovery';
import { escalation } from './rbac/escalation';
import { externalDnsRights } from './rbac/external-dns';
import { secretRights } from './rbac/secrets';
import { bindingEnds } from './rbac/subjects';
import { wildcardRights } from './rbac/wildcard';
import { cpuLimit } from './resources/cpu-limit';
import { memoryLimit } from './resources/limit';
import { memberMemory } from './resources/memory';
import { memberCpu } from './resources/requests';
import type { Rule } from './rule';
import { stateCluster } from './state/clusters';
import { terraformState } from './terraform/state';
import { electionTimeout } from './timing/election';
import { roundTrip } from './timing/round-trips';
import { duplicateCluster } from './topology/duplicate-cluster';
import { unknownCluster } from './topology/unknown-cluster';
import { customVersion } from './versions/custom';
import { kubernetesVersion } from './versions/kubernetes';
import { podSecurityVersion } from './versions/pod-security-version';

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
  oneApplication,
  automatedSync,
  confirmRemoval,
  cascadingDeletion,
  memberGating,
  onlyJobsAreHooks,
  ignoredDifferences,
  jobLifetime,
  safeSync,
  closedProject,
  replacing,
  retriedSync,
  rollingSteps,
  waitsForever,
  waveOrder,
  alwaysPull,
  pullPolicy,
  sameVersion,
  duplicateObject,
  extraFile,
  missingFile,
  missingNamespace,
  ownNamespace,
  outputPlan,
  unreadable,
  restrictedNamespace,
  readOnlyRoot,
  reservedNamespace,
  restrictedPods,
  ownAccount,
  serviceLinks,
  accountToken,
  memberUser,
  volumeOwner,
  volumeOwnerChange,
  discoveryRights,
  escalation,
  externalDnsRights,
  secretRights,
  bindingEnds,
  wildcardRights,
  cpuLimit,
  memberMemory,
  memberCpu,
  customVersion,
  memoryLimit,
  jobGivesUp,
  podSecurityVersion,
];

/** What all rules find in a plan, all at once. */
export const checkPlan = (plan: FleetPlan, previous: LastOutput | undefined): readonly Finding[] =>
  catalogue.flatMap(rule => rule.plan?.(plan, previous) ?? []);
