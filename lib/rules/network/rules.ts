import type { Rule } from '../rule';
import { apiServer } from './api-server';
import { cidrOverlap } from './cidr-overlap';
import { clientAddress } from './client-address';
import { defaultDeny } from './default-deny';
import { extraEdge } from './extra-edge';
import { loadBalancerSources } from './load-balancer-sources';
import { missingEdge } from './missing-edge';
import { partLabels } from './part-label';

/** The rules of this area. */
export const networkRules: readonly Rule[] = [
  apiServer,
  cidrOverlap,
  clientAddress,
  defaultDeny,
  extraEdge,
  loadBalancerSources,
  missingEdge,
  partLabels,
];
