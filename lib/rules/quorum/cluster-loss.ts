import { movedVotes, witnessVotes } from '../../plan/members/votes';
import type { GroupPlan } from '../../plan/model/system-plan';
import { systemRule } from '../rule';
import { duplicateCluster } from '../topology/duplicate-cluster';
import { evenVoters } from './even-voters';
import { noVoters } from './no-voters';
import { evenVotesOf, votesOf, zonesOf } from './votes-of';

/** Whoever promises to survive the loss of any one cluster holds no majority, nor half, in one. */
export const clusterLoss = systemRule(
  {
    name: 'quorum/cluster-loss',
    severity: 'error',
    demands: 'Whoever promises to survive the loss of any one cluster holds no majority, nor half, of the votes in one.',
    why: 'What is left after the loss has no quorum, so the group stops.',
    source: 'Raft, section 5: a majority of all votes; N - votes >= floor(N/2) + 1.',
    follows: [noVoters, duplicateCluster, evenVoters],
  },
  ({ groups, system, name, seats }) => {
    if (system.objectives.survive.kind !== 'any-one-cluster') return [];
    // A standby with a group of its own takes over, so the loss of the active group's cluster is survived by it.
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
            // In three clusters or more, one vote more or less is enough.
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
