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
import { operatingSystem } from './api/operating-system';
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
import { recordContent } from './dns/record-content';
import { setIdentifier } from './dns/set-identifier';
import { engineAbility } from './engine/ability';
import { clusterIndex } from './fleet/cluster-index';
import { clusterName } from './fleet/cluster-name';
import { floatingTag } from './images/floating-tag';
import { nameLength } from './names/length';
import { sharedNamespace } from './names/namespace';
import { ordinalRange } from './names/ordinals';
import { portName } from './names/port';
import { apiServer } from './network/api-server';
import { cidrOverlap } from './network/cidr-overlap';
import { recoveryTime } from './objectives/rto';
import { clusterLoss } from './quorum/cluster-loss';
import { evenVoters } from './quorum/even-voters';
import { memberLoss } from './quorum/member-loss';
import { noVoters } from './quorum/no-voters';
import type { Rule } from './rule';
import { stateCluster } from './state/clusters';
import { terraformState } from './terraform/state';
import { electionTimeout } from './timing/election';
import { roundTrip } from './timing/round-trips';
import { duplicateCluster } from './topology/duplicate-cluster';
import { unknownCluster } from './topology/unknown-cluster';
import { fieldVersion } from './versions/field';
import { fieldGate } from './versions/gate';
import { kindVersion } from './versions/kind';
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
  operatingSystem,
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
  fieldGate,
  kindVersion,
];

/** What all rules find in a plan, all at once. */
export const checkPlan = (plan: FleetPlan, previous: LastOutput | undefined): readonly Finding[] =>
  catalogue.flatMap(rule => rule.plan?.(plan, previous) ?? []);
