import type { Rule } from '../rule';
import { clusterIndex } from './cluster-index';
import { clusterName } from './cluster-name';

/** The rules of this area. */
export const fleetRules: readonly Rule[] = [clusterIndex, clusterName];
