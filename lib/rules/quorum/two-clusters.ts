import { witnessVotes } from '../../plan/members/votes';
import { systemRule } from '../rule';
import { evenVoters } from './even-voters';
import { memberLoss } from './member-loss';
import { noVoters } from './no-voters';
import { evenVotesOf, votesOf } from './votes-of';

/** Whoever stretches a group over two clusters knows which of them is fatal. */
export const twoClusters = systemRule(
  {
    name: 'quorum/two-clusters',
    severity: 'warning',
    demands: 'A group that is stretched over two clusters is known to end with one of them.',
    why: 'One of two clusters has half of the votes or more, so that the other alone has no quorum. Only a vote in a third place changes that.',
    source: 'Arithmetic: max >= N/2 > floor((N-1)/2).',
    follows: [noVoters, memberLoss, evenVoters],
  },
  // The promise to survive any one cluster is judged by quorum/cluster-loss.
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
          fix: `a witness with ${witness} ${witness === 1 ? 'vote' : 'votes'} in a third cluster makes the loss of any one survivable`,
        };
      });
  },
);
