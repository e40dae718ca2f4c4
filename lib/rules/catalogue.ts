import type { Finding } from '../domain/finding';
import type { LastOutput } from '../plan/last-output';
import type { FleetPlan } from '../plan/system-plan';
import { ingressController } from './access/ingress-controller';
import { loadBalancerClients } from './access/load-balancer-clients';
import { namedCluster } from './access/named-cluster';
import { autoscalerForm } from './api/autoscaler';
import { volumeClaim } from './api/claim';
import { classForm } from './api/class';
import { containerForm } from './api/container';
import { heldData } from './api/data';
import { budgetForm } from './api/disruption-budget';
import { duplicateItem } from './api/duplicate';
import { environment } from './api/env';
import { ingressForm } from './api/ingress';
import { jobForm } from './api/job';
import { labelForm } from './api/label';
import { objectMetadata } from './api/metadata';
import { objectName } from './api/name';
import { namespaceForm } from './api/namespace';
import { policyForm } from './api/network-policy';
import { podForm } from './api/pod';
import { containerPort } from './api/port';
import { probeForm } from './api/probe';
import { requiredField } from './api/required';
import { containerResources } from './api/resources';
import { roleForm } from './api/role';
import { rolloutForm } from './api/rollout';
import { scheduling } from './api/scheduling';
import { securityContext } from './api/security-context';
import { labelSelector } from './api/selector';
import { serviceForm } from './api/service';
import { unknownField } from './api/unknown-field';
import { valueType } from './api/value';
import { podVolume } from './api/volume';
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
import { startCommand } from './bootstrap/command';
import { bootstrapInputs } from './bootstrap/inputs';
import { literalInputs } from './bootstrap/literal';
import { parallelStart } from './bootstrap/parallel';
import { recoveryArtefacts } from './bootstrap/recovery';
import { bootstrapState } from './bootstrap/state';
import { bootstrapToken } from './bootstrap/token';
import { unreadInputs } from './bootstrap/unread';
import { identityChange } from './change/identity';
import { systemRename } from './change/rename';
import { stateChange } from './change/state';
import { storageChange } from './change/storage';
import { disruptionBudget } from './disruption/budget';
import { budgetCoverage } from './disruption/coverage';
import { drainPossible } from './disruption/drain';
import { rollout } from './disruption/rollout';
import { budgetShare } from './disruption/share';
import { soak } from './disruption/soak';
import { spread } from './disruption/spread';
import { unhealthyEviction } from './disruption/unhealthy';
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
import { alwaysPull } from './images/always-pull';
import { floatingTag } from './images/floating-tag';
import { pullPolicy } from './images/pull-policy';
import { sameVersion } from './images/same-version';
import { advertisedAddress } from './membership/advertise';
import { autoscaler } from './membership/autoscaler';
import { discovery } from './membership/discovery';
import { expectedVoters } from './membership/expected-voters';
import { extraMembers } from './membership/extra-members';
import { memberIdentity } from './membership/identity';
import { learnerJoin } from './membership/join';
import { listensOutside } from './membership/listen';
import { missingMembers } from './membership/missing-members';
import { memberOrdinals } from './membership/ordinals';
import { peerList } from './membership/peer-list';
import { peersFile } from './membership/peers-file';
import { podAccess } from './membership/pod-access';
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
import { recoveryPoint } from './objectives/rpo';
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
import { learnerReadiness } from './probes/learner';
import { liveness } from './probes/liveness';
import { probePort } from './probes/port';
import { readiness } from './probes/readiness';
import { startup } from './probes/startup';
import { clusterLoss } from './quorum/cluster-loss';
import { evenVoters } from './quorum/even-voters';
import { memberLoss } from './quorum/member-loss';
import { noVoters } from './quorum/no-voters';
import { replicas } from './quorum/replicas';
import { twoClusters } from './quorum/two-clusters';
import { voterCount } from './quorum/voter-count';
import { zoneLoss } from './quorum/zone-loss';
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
import { secretVariable } from './secrets/env';
import { inlineSecret } from './secrets/inline';
import { secretValue } from './secrets/value';
import { grace } from './shutdown/grace';
import { shell } from './shutdown/shell';
import { stateCluster } from './state/clusters';
import { mirror } from './state/mirror';
import { oneActive } from './state/one-active';
import { accessMode } from './storage/access-mode';
import { dataOnClaim } from './storage/claim';
import { claimFields } from './storage/claim-fields';
import { storageClass } from './storage/class';
import { compaction } from './storage/compaction';
import { dataFolder } from './storage/data-dir';
import { spaceQuota } from './storage/quota';
import { writableData } from './storage/read-only';
import { volumeRetention } from './storage/retention';
import { volumeSize } from './storage/size';
import { terraformState } from './terraform/state';
import { electionTimeout } from './timing/election';
import { memberTiming } from './timing/members';
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
import { customVersion } from './versions/custom';
import { fieldVersion } from './versions/field';
import { kindVersion } from './versions/kind';
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
  twoClusters,
  zoneLoss,
  voterCount,
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
  recoveryPoint,
  stateChange,
  storageChange,
  identityChange,
  systemRename,
  parallelStart,
  autoscalerForm,
  volumeClaim,
  classForm,
  containerForm,
  heldData,
  budgetForm,
  duplicateItem,
  environment,
  ingressForm,
  jobForm,
  labelForm,
  objectMetadata,
  objectName,
  namespaceForm,
  policyForm,
  podForm,
  containerPort,
  probeForm,
  requiredField,
  containerResources,
  roleForm,
  rolloutForm,
  scheduling,
  securityContext,
  labelSelector,
  serviceForm,
  valueType,
  unknownField,
  podVolume,
  fieldVersion,
  kindVersion,
  startCommand,
  bootstrapInputs,
  literalInputs,
  recoveryArtefacts,
  bootstrapState,
  bootstrapToken,
  unreadInputs,
  disruptionBudget,
  budgetCoverage,
  drainPossible,
  rollout,
  budgetShare,
  soak,
  spread,
  unhealthyEviction,
  advertisedAddress,
  autoscaler,
  discovery,
  expectedVoters,
  extraMembers,
  memberIdentity,
  learnerJoin,
  listensOutside,
  missingMembers,
  memberOrdinals,
  peerList,
  peersFile,
  podAccess,
  learnerReadiness,
  liveness,
  probePort,
  readiness,
  startup,
  replicas,
  grace,
  shell,
  mirror,
  oneActive,
  accessMode,
  claimFields,
  dataOnClaim,
  storageClass,
  compaction,
  dataFolder,
  spaceQuota,
  writableData,
  volumeRetention,
  volumeSize,
  memberTiming,
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
