import { systemRule } from '../rule';
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
      : groups
          .filter(({ voters, tolerated }) => voters.length > 0 && tolerated === 0)
          .map(group => ({ group, ...group }))
          .map(({ group, name, voters, quorum }) => ({
            about: [votesOf(unit, group)],
            problem: `group ${name} has ${voters.length} ${voters.length === 1 ? 'voter' : 'voters'}, so losing one leaves ${voters.length - 1} of the ${quorum} needed`,
            fix: 'declare 3 voters or more',
          })),
);
