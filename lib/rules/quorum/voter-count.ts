import { systemRule } from '../rule';

/** The most voters that etcd's FAQ recommends. */
const mostVoters = 7;

/** A group has at most seven voters. */
export const voterCount = systemRule(
  {
    name: 'quorum/voter-count',
    severity: 'warning',
    demands: 'A group has at most seven voters.',
    why: 'Every write waits for more than half of the voters, and the leader sends it to all. More voters make writes slower, and the group hardly safer.',
    source: 'etcd FAQ, "What is maximum cluster size?".',
  },
  ({ groups }) =>
    groups
      .filter(({ voters }) => voters.length > mostVoters)
      .map(({ name, voters, quorum, tolerated }) => ({
        problem: `group ${name} has ${voters.length} voters: every write waits for ${quorum} of them, and ${tolerated} may be lost; with ${mostVoters}, writes wait for 4 and 3 may be lost`,
        fix: `declare ${mostVoters} or fewer; learners can serve reads without a vote`,
      })),
);
