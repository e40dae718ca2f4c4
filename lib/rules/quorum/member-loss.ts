import { systemRule } from '../rule';

/** Whoever promises to survive the loss of any one member has three voters or more in every group. */
export const memberLoss = systemRule(
  {
    name: 'quorum/member-loss',
    severity: 'error',
    demands: 'Whoever promises to survive the loss of any one member has three voters or more in every group.',
    why: 'With one or two voters the loss of one takes the quorum away.',
    source: 'etcd FAQ, "What is failure tolerance?".',
  },
  ({ groups, system }) =>
    system.objectives.survive.kind !== 'any-one-member'
      ? []
      : groups
          .filter(({ voters, tolerated }) => voters.length > 0 && tolerated === 0)
          .map(({ name, voters, quorum }) => ({
            problem: `group ${name} has ${voters.length} ${voters.length === 1 ? 'voter' : 'voters'}, so losing one leaves ${voters.length - 1} of the ${quorum} needed`,
            fix: 'give it 3 voters or more',
          })),
);
