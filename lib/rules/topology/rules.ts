import type { Rule } from '../rule';
import { duplicateCluster } from './duplicate-cluster';
import { unknownCluster } from './unknown-cluster';

/** The rules of this area. */
export const topologyRules: readonly Rule[] = [duplicateCluster, unknownCluster];
