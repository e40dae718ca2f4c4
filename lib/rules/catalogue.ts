import type { Finding } from '../domain/finding';
import type { LastOutput } from '../plan/last-output';
import type { FleetPlan } from '../plan/system-plan';
import { ingressController } from './access/ingress-controller';
import { loadBalancerClients } from './access/load-balancer-clients';
import { namedCluster } from './access/named-cluster';
import { deliveryCluster } from './argo/cluster';
import { deliverySurvives } from './argo/survives';
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
import { recordContent } from './dns/record-content';
import { setIdentifier } from './dns/set-identifier';
import { engineAbility } from './engine/ability';
import { clusterIndex } from './fleet/cluster-index';
import { clusterName } from './fleet/cluster-name';
import { floatingTag } from './images/floating-tag';
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
import { nameLength } from './names/length';
import { sharedNamespace } from './names/namespace';
import { ordinalRange } from './names/ordinals';
import { portName } from './names/port';
import { apiServer } from './network/api-server';
import { cidrOverlap } from './network/cidr-overlap';
import { recoveryTime } from './objectives/rto';
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
import type { Rule } from './rule';
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
];

/** What all rules find in a plan, all at once. */
export const checkPlan = (plan: FleetPlan, previous: LastOutput | undefined): readonly Finding[] =>
  catalogue.flatMap(rule => rule.plan?.(plan, previous) ?? []);
