import { systemRule } from '../rule';

/** The most voters that etcd's FAQ advises. */
const mostVoters = 7;

/** A group has seven voters at most. */
export const voterCount = systemRule(
  {
    name: 'quorum/voter-count',
    severity: 'warning',
    demands: 'A group has seven voters at most.',
    why: 'Every write waits for more than half of them, and the leader sends it to all: more voters make writes slower and nothing much safer.',
    source: 'etcd FAQ, "What is maximum cluster size?".',
  },
  ({ groups }) =>
    groups
      .filter(({ voters }) => voters.length > mostVoters)
      .map(({ name, voters, quorum, tolerated }) => ({
        problem: `group ${name} has ${voters.length} voters: every write waits for ${quorum} of them, and ${tolerated} may be missing, where ${mostVoters} voters wait for 4 and spare 3`,
        fix: `make it ${mostVoters} or fewer; learners of its engine serve reads without a vote`,
      })),
);
