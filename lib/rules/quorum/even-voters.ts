import { systemRule } from '../rule';
import { duplicateCluster } from '../topology/duplicate-cluster';
import { memberLoss } from './member-loss';
import { noVoters } from './no-voters';
import { evenVotesOf, votesOf } from './votes-of';

/** An even number of votes tolerates no more losses than one vote less (etcd FAQ, "Why an odd number of cluster members?"). */
export const evenVoters = systemRule(
  {
    name: 'quorum/even-voters',
    severity: 'error',
    demands: 'A group has an odd number of votes.',
    why: 'An even number tolerates no more losses than one vote less, and a split in halves leaves no side with a quorum.',
    source: 'etcd FAQ, "Why an odd number of cluster members?".',
    follows: [noVoters, duplicateCluster, memberLoss],
  },
  ({ groups, name: system }) =>
    groups
      .filter(({ voters }) => voters.length > 0 && voters.length % 2 === 0)
      .map(group => ({ group, ...group }))
      .map(({ group, name, voters, quorum, tolerated }) => ({
        about: [evenVotesOf(system, group)],
        reads: [votesOf(system, group)],
        problem: `group ${name} has ${voters.length} voters: the quorum is ${quorum}, so ${tolerated} may be missing, as with ${voters.length - 1}`,
        fix: `make it ${voters.length - 1} or ${voters.length + 1}`,
      })),
);
