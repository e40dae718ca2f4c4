import type { Rule } from '../rule';
import { clusterLoss } from './cluster-loss';
import { evenVoters } from './even-voters';
import { memberLoss } from './member-loss';
import { noVoters } from './no-voters';
import { replicas } from './replicas';
import { twoClusters } from './two-clusters';
import { voterCount } from './voter-count';
import { zoneLoss } from './zone-loss';

/** The rules of this area. */
export const quorumRules: readonly Rule[] = [clusterLoss, evenVoters, memberLoss, noVoters, replicas, twoClusters, voterCount, zoneLoss];
