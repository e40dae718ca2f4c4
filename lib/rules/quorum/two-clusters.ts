import { witnessVotes } from '../../plan/members/votes';
import { systemRule } from '../rule';
import { evenVoters } from './even-voters';
import { memberLoss } from './member-loss';
import { noVoters } from './no-voters';
import { evenVotesOf, votesOf } from './votes-of';

/** A warning about a group over two clusters: the loss of one of them is fatal. */
export const twoClusters = systemRule(
  {
    name: 'quorum/two-clusters',
    severity: 'warning',
    demands: 'A group over two clusters is an accepted risk, because the loss of one of them stops it.',
    why: 'One of the two clusters has at least half of the votes, so the other one alone has no quorum. Only a vote in a third cluster changes that.',
    source: 'Arithmetic: max >= N/2 > floor((N-1)/2).',
    follows: [noVoters, memberLoss, evenVoters],
  },
  // The rule quorum/cluster-loss checks the promise to survive any one cluster.
  ({ groups, seats, survival, system, name }) => {
    if (system.objectives.survive.kind === 'any-one-cluster') return [];
    if (seats.some(({ role }) => role === 'hot' || role === 'cold')) return [];
    return groups
      .filter(({ votes }) => votes.size === 2)
      .map(group => {
        const { votes, voters, quorum } = group;
        const witness = witnessVotes(votes) ?? 0;
        const held = [...votes].map(([cluster, count]) => `${cluster} has ${count}`).join(' and ');
        const losses = survival.fatal.map(cluster => `losing ${cluster} leaves ${voters.length - (votes.get(cluster) ?? 0)}`).join(' and ');
        return {
          about: [votesOf(name, group)],
          reads: [evenVotesOf(name, group)],
          problem: `of ${voters.length} votes ${held}, so ${losses} of the ${quorum} needed`,
          fix: `add a witness with ${witness} ${witness === 1 ? 'vote' : 'votes'} in a third cluster to survive the loss of any one`,
        };
      });
  },
);
