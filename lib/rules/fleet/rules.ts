import type { Rule } from '../rule';
import { clusterIndex } from './cluster-index';
import { clusterName } from './cluster-name';
import { lostCluster } from './lost-cluster';

/** The rules of this area. */
export const fleetRules: readonly Rule[] = [clusterIndex, clusterName, lostCluster];
