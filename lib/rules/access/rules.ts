import type { Rule } from '../rule';
import { accessAbility } from './ability';
import { balancerConfig } from './balancer-config';
import { balancerRunning } from './balancer-running';
import { ingressController } from './ingress-controller';
import { loadBalancerChecks } from './load-balancer-checks';
import { loadBalancerClients } from './load-balancer-clients';
import { loadBalancerConfig } from './load-balancer-config';
import { loadBalancerName } from './load-balancer-name';
import { loadBalancerPlaces } from './load-balancer-places';
import { namedCluster } from './named-cluster';

/** The rules of this area. */
export const accessRules: readonly Rule[] = [
  accessAbility,
  balancerConfig,
  balancerRunning,
  ingressController,
  loadBalancerChecks,
  loadBalancerClients,
  loadBalancerConfig,
  loadBalancerName,
  loadBalancerPlaces,
  namedCluster,
];
