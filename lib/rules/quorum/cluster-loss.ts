import { movedVotes, witnessVotes } from '../../plan/members/votes';
import type { GroupPlan } from '../../plan/model/system-plan';
import { systemRule } from '../rule';
import { duplicateCluster } from '../topology/duplicate-cluster';
import { evenVoters } from './even-voters';
import { noVoters } from './no-voters';
import { evenVotesOf, votesOf, zonesOf } from './votes-of';

/** A system that promises to survive the loss of any one cluster has less than half of the votes in each cluster. */
export const clusterLoss = systemRule(
  {
    name: 'quorum/cluster-loss',
    severity: 'error',
    demands: 'A system that promises to survive the loss of any one cluster has less than half of the votes in each cluster.',
    why: 'Otherwise the remaining votes after the loss are no quorum, and the group stops.',
    source: 'Raft, section 5: a majority of all votes; N - votes >= floor(N/2) + 1.',
    follows: [noVoters, duplicateCluster, evenVoters],
  },
  ({ groups, system, name, seats }) => {
    if (system.objectives.survive.kind !== 'any-one-cluster') return [];
    // A standby with a group of its own can take over after the loss of the active group's cluster.
    const otherGroup = seats.some(({ role }) => role === 'hot' || role === 'cold');
    return groups
      .filter(group => group.votes.size > 1 || !otherGroup)
      .flatMap(group =>
        [...group.votes]
          .filter(([, votes]) => group.voters.length - votes < group.quorum)
          .map(([cluster, votes]) => ({
            at: `${name}/${cluster}`,
            problem: problem(group, votes),
            fix: fix(group),
            about: [votesOf(name, group), zonesOf(name, cluster)],
            // With three clusters or more, one vote more or less can be enough.
            reads: group.votes.size > 2 ? [evenVotesOf(name, group)] : [],
          })),
      );
  },
);

const problem = ({ voters, quorum }: GroupPlan, votes: number): string =>
  `holds ${votes} of ${voters.length} votes, so losing it leaves ${voters.length - votes} of the ${quorum} needed`;

function fix({ votes }: GroupPlan): string {
  if (votes.size === 1) return 'one cluster can never survive its own loss: spread the votes over three';
  const witness = witnessVotes(votes) ?? 0;
  const added = `a witness with ${witness} ${witness === 1 ? 'vote' : 'votes'} in a further cluster`;
  if (votes.size === 2) return `two clusters can never survive the loss of any one: add ${added}`;
  const moved = movedVotes(votes);
  return moved
    ? `move votes: ${[...moved].map(([cluster, count]) => `${cluster} ${count}`).join(', ')} survive the loss of any one`
    : `add ${added}`;
}
