import { accessRules } from './access/rules';
import { apiRules } from './api/rules';
import { argoRules } from './argo/rules';
import { bootstrapRules } from './bootstrap/rules';
import { changeRules } from './change/rules';
import { disruptionRules } from './disruption/rules';
import { dnsRules } from './dns/rules';
import { engineRules } from './engine/rules';
import { fleetRules } from './fleet/rules';
import { imagesRules } from './images/rules';
import { k8gbRules } from './k8gb/rules';
import { membershipRules } from './membership/rules';
import { namesRules } from './names/rules';
import { networkRules } from './network/rules';
import { objectivesRules } from './objectives/rules';
import { outputRules } from './output/rules';
import { podSecurityRules } from './pod-security/rules';
import { probesRules } from './probes/rules';
import { quorumRules } from './quorum/rules';
import { rbacRules } from './rbac/rules';
import { resourcesRules } from './resources/rules';
import type { Rule } from './rule';
import { secretsRules } from './secrets/rules';
import { shutdownRules } from './shutdown/rules';
import { stateRules } from './state/rules';
import { storageRules } from './storage/rules';
import { terraformRules } from './terraform/rules';
import { timingRules } from './timing/rules';
import { tlsRules } from './tls/rules';
import { topologyRules } from './topology/rules';
import { versionsRules } from './versions/rules';

/** Every rule, area by area. */
export const catalogue: readonly Rule[] = [
  ...accessRules,
  ...apiRules,
  ...argoRules,
  ...bootstrapRules,
  ...changeRules,
  ...disruptionRules,
  ...dnsRules,
  ...engineRules,
  ...fleetRules,
  ...imagesRules,
  ...k8gbRules,
  ...membershipRules,
  ...namesRules,
  ...networkRules,
  ...objectivesRules,
  ...outputRules,
  ...podSecurityRules,
  ...probesRules,
  ...quorumRules,
  ...rbacRules,
  ...resourcesRules,
  ...secretsRules,
  ...shutdownRules,
  ...stateRules,
  ...storageRules,
  ...terraformRules,
  ...timingRules,
  ...tlsRules,
  ...topologyRules,
  ...versionsRules,
];
