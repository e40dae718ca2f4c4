import { balancerConfig } from './access/balancer-config';
import { balancerRunning } from './access/balancer-running';
import { endpointList } from './access/endpoint-list';
import { gatewayRoute } from './access/gateway-route';
import { oneApplication } from './argo/application';
import { automatedSync } from './argo/automated';
import { confirmRemoval } from './argo/confirm';
import { cascadingDeletion } from './argo/finalizer';
import { memberGating } from './argo/gating';
import { ignoredDifferences } from './argo/ignored-differences';
import { jobGivesUp } from './argo/job-gives-up';
import { jobLifetime } from './argo/job-lifetime';
import { safeSync } from './argo/options';
import { retriedSync } from './argo/retry';
import { startCommand } from './bootstrap/command';
import { bootstrapInputs } from './bootstrap/inputs';
import { literalInputs } from './bootstrap/literal';
import { parallelStart } from './bootstrap/parallel';
import { recoveryArtefacts } from './bootstrap/recovery';
import { bootstrapState } from './bootstrap/state';
import { bootstrapToken } from './bootstrap/token';
import { unreadInputs } from './bootstrap/unread';
import { disruptionBudget } from './disruption/budget';
import { budgetCoverage } from './disruption/coverage';
import { drainPossible } from './disruption/drain';
import { rollout } from './disruption/rollout';
import { budgetShare } from './disruption/share';
import { soak } from './disruption/soak';
import { spread } from './disruption/spread';
import { unhealthyEviction } from './disruption/unhealthy';
import { dnsInstances } from './dns/instance';
import { missingRecord } from './dns/missing-record';
import { plannedRecord } from './dns/record';
import { alwaysPull } from './images/always-pull';
import { sameVersion } from './images/same-version';
import { advertisedAddress } from './membership/advertise';
import { autoscaler } from './membership/autoscaler';
import { containerPort } from './membership/container-port';
import { discovery } from './membership/discovery';
import { expectedVoters } from './membership/expected-voters';
import { extraMembers } from './membership/extra-members';
import { memberIdentity } from './membership/identity';
import { membershipJobs } from './membership/jobs';
import { learnerJoin } from './membership/join';
import { listensOutside } from './membership/listen';
import { missingMembers } from './membership/missing-members';
import { memberOrdinals } from './membership/ordinals';
import { peerList } from './membership/peer-list';
import { peersFile } from './membership/peers-file';
import { memberVolumes } from './membership/volumes';
import { readyClients } from './names/client-ready';
import { clientService } from './names/client-service';
import { danglingService } from './names/dangling-service';
import { ingressHost } from './names/ingress-host';
import { ingressPaths } from './names/ingress-paths';
import { notReadyPeers } from './names/not-ready';
import { publishedNames } from './names/published';
import { servicePorts } from './names/service-ports';
import { clientAddress } from './network/client-address';
import { defaultDeny } from './network/default-deny';
import { extraEdge } from './network/extra-edge';
import { loadBalancerSources } from './network/load-balancer-sources';
import { missingEdge } from './network/missing-edge';
import { partLabels } from './network/part-label';
import { extraFile } from './output/extra-file';
import { missingFile } from './output/missing-file';
import { missingNamespace } from './output/missing-namespace';
import { ownNamespace } from './output/namespace';
import { serviceLinks } from './pod-security/service-links';
import { memberUser } from './pod-security/user';
import { volumeOwner } from './pod-security/volume-owner';
import { volumeOwnerChange } from './pod-security/volume-owner-change';
import { learnerReadiness } from './probes/learner';
import { liveness } from './probes/liveness';
import { probePort } from './probes/port';
import { readiness } from './probes/readiness';
import { startup } from './probes/startup';
import { evenVoters } from './quorum/even-voters';
import { replicas } from './quorum/replicas';
import { discoveryRights } from './rbac/discovery';
import { cpuLimit } from './resources/cpu-limit';
import { memberMemory } from './resources/memory';
import { memberCpu } from './resources/requests';
import type { Rule } from './rule';
import { grace } from './shutdown/grace';
import { shell } from './shutdown/shell';
import { mirror } from './state/mirror';
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
import { memberTiming } from './timing/members';
import { tlsAgreement } from './tls/agreement';
import { peerCertificate } from './tls/certificate';
import { certificateKey } from './tls/key';
import { certificateMount } from './tls/mount';
import { mutualTls } from './tls/mutual';
import { certificateNames } from './tls/names';
import { oneTrust } from './tls/trust';
import { certificateUsages } from './tls/usages';
import { fieldVersion } from './versions/field';
import { fieldGate } from './versions/gate';

/**
 * Rules that compare manifests with the plan. Without a plan they are not run, and the report says so. A test proves that this list is
 * complete: each other rule finds something in a folder without a plan.
 */
export const needsPlan: ReadonlySet<Rule> = new Set<Rule>([
  balancerConfig,
  balancerRunning,
  endpointList,
  gatewayRoute,
  oneApplication,
  automatedSync,
  confirmRemoval,
  cascadingDeletion,
  memberGating,
  ignoredDifferences,
  jobGivesUp,
  jobLifetime,
  safeSync,
  retriedSync,
  literalInputs,
  bootstrapState,
  unreadInputs,
  budgetShare,
  soak,
  dnsInstances,
  missingRecord,
  plannedRecord,
  alwaysPull,
  sameVersion,
  containerPort,
  discovery,
  extraMembers,
  learnerJoin,
  membershipJobs,
  memberVolumes,
  missingMembers,
  peersFile,
  readyClients,
  clientService,
  danglingService,
  ingressHost,
  ingressPaths,
  publishedNames,
  servicePorts,
  clientAddress,
  defaultDeny,
  extraEdge,
  loadBalancerSources,
  missingEdge,
  partLabels,
  extraFile,
  missingFile,
  missingNamespace,
  ownNamespace,
  serviceLinks,
  memberUser,
  volumeOwnerChange,
  volumeOwner,
  learnerReadiness,
  startup,
  discoveryRights,
  cpuLimit,
  memberMemory,
  memberCpu,
  mirror,
  claimFields,
  storageClass,
  compaction,
  volumeSize,
  tlsAgreement,
  peerCertificate,
  certificateKey,
  certificateMount,
  mutualTls,
  certificateNames,
  oneTrust,
  certificateUsages,
  fieldVersion,
  fieldGate,
]);

/** Rules about members. In a folder without a plan they find nothing if no group of members is recognised there. */
export const needsMembers: ReadonlySet<Rule> = new Set<Rule>([
  startCommand,
  bootstrapInputs,
  parallelStart,
  recoveryArtefacts,
  bootstrapToken,
  disruptionBudget,
  budgetCoverage,
  drainPossible,
  rollout,
  spread,
  unhealthyEviction,
  advertisedAddress,
  autoscaler,
  expectedVoters,
  memberIdentity,
  listensOutside,
  memberOrdinals,
  peerList,
  notReadyPeers,
  liveness,
  probePort,
  readiness,
  evenVoters,
  replicas,
  grace,
  shell,
  accessMode,
  dataOnClaim,
  dataFolder,
  spaceQuota,
  writableData,
  volumeRetention,
  memberTiming,
]);
