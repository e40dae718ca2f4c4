import type { Finding } from '../domain/finding';
import type { LastOutput } from '../plan/last-output';
import type { FleetPlan } from '../plan/system-plan';
import { apiServer } from './api-server';
import { checkedStandby } from './checked-standby';
import { cidrOverlap } from './cidr-overlap';
import { clusterIndex } from './cluster-index';
import { clusterLoss } from './cluster-loss';
import { clusterName } from './cluster-name';
import { deliveryCluster } from './delivery-cluster';
import { deliverySurvives } from './delivery-survives';
import { duplicateCluster } from './duplicate-cluster';
import { electionTimeout } from './election-timeout';
import { engineAbility } from './engine-ability';
import { evenVoters } from './even-voters';
import { floatingTag } from './floating-tag';
import { hostClaimed } from './host-claimed';
import { hostZone } from './host-zone';
import { identityChange } from './identity-change';
import { ingressController } from './ingress-controller';
import { kubernetesVersion } from './kubernetes-version';
import { loadBalancerClients } from './load-balancer-clients';
import { memberLoss } from './member-loss';
import { nameLength } from './name-length';
import { namedCluster } from './named-cluster';
import { noVoters } from './no-voters';
import { ordinalRange } from './ordinal-range';
import { portName } from './port-name';
import { recordContent } from './record-content';
import { recoveryTime } from './recovery-time';
import { roundTrip } from './round-trip';
import type { Rule } from './rule';
import { setIdentifier } from './set-identifier';
import { sharedNamespace } from './shared-namespace';
import { stateChange } from './state-change';
import { stateCluster } from './state-cluster';
import { storageChange } from './storage-change';
import { systemRename } from './system-rename';
import { terraformState } from './terraform-state';
import { unknownCluster } from './unknown-cluster';

/** Every rule about a plan. */
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
];

/** What all rules find, all at once. */
export const checkPlan = (plan: FleetPlan, previous: LastOutput | undefined): readonly Finding[] =>
  catalogue.flatMap(rule => rule.check(plan, previous));
