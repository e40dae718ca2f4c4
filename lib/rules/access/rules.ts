import type { Rule } from '../rule';
import { ingressController } from './ingress-controller';
import { loadBalancerClients } from './load-balancer-clients';
import { namedCluster } from './named-cluster';

/** The rules of this area. */
export const accessRules: readonly Rule[] = [ingressController, loadBalancerClients, namedCluster];
