import type { Rule } from '../rule';
import { balancerConfig } from './balancer-config';
import { balancerRunning } from './balancer-running';
import { behindController } from './behind-controller';
import { accessAbility } from './capability';
import { clientList } from './client-list';
import { clusterGateway } from './cluster-gateway';
import { endpointList } from './endpoint-list';
import { spanningGateway } from './gateway';
import { gatewayListener } from './gateway-listener';
import { gatewayRoute } from './gateway-route';
import { ingressController } from './ingress-controller';
import { loadBalancerChecks } from './load-balancer-checks';
import { loadBalancerClients } from './load-balancer-clients';
import { loadBalancerConfig } from './load-balancer-config';
import { loadBalancerName } from './load-balancer-name';
import { loadBalancerSites } from './load-balancer-sites';
import { namedCluster } from './named-cluster';
import { nodePorts } from './node-ports';
import { outlierDetection } from './outlier-detection';

/** The rules of this area. */
export const accessRules: readonly Rule[] = [
  accessAbility,
  balancerConfig,
  balancerRunning,
  behindController,
  ingressController,
  loadBalancerChecks,
  loadBalancerClients,
  loadBalancerConfig,
  loadBalancerName,
  loadBalancerSites,
  namedCluster,
  clientList,
  clusterGateway,
  endpointList,
  spanningGateway,
  gatewayListener,
  gatewayRoute,
  nodePorts,
  outlierDetection,
];
