import { quorum, tolerated, voteCount } from '../../plan/members/quorum';
import { systemRule } from '../rule';
import { judgedVotes } from './judged-votes';
import { noVoters } from './no-voters';
import { votesOf } from './votes-of';

/** A system that promises to survive the loss of any one member has at least three voters in every group. */
export const memberLoss = systemRule(
  {
    name: 'quorum/member-loss',
    severity: 'error',
    demands: 'A system that promises to survive the loss of any one member has at least three voters in every group.',
    why: 'With one or two voters the loss of one costs the quorum.',
    source: 'etcd FAQ, "What is failure tolerance?".',
    follows: [noVoters],
  },
  ({ groups, system, name: unit }) =>
    system.objectives.survive.kind !== 'any-one-member'
      ? []
      : groups.flatMap(group =>
          judgedVotes(group)
            .map(judged => ({ ...judged, voters: voteCount(judged.votes) }))
            .filter(({ voters }) => voters > 0 && tolerated(voters) === 0)
            .slice(0, 1)
            .map(({ voters, severity, until }) => ({
              severity,
              about: [votesOf(unit, group)],
              problem: `group ${group.name} has ${voters} ${voters === 1 ? 'voter' : 'voters'}, so losing one leaves ${voters - 1} of the ${quorum(voters)} needed${until}`,
              fix: severity === 'error' ? 'declare 3 voters or more' : 'take the next step',
            })),
        ),
);
