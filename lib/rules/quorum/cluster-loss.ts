import { fatalClusters, quorum, type Votes, voteCount } from '../../plan/members/quorum';
import { movedVotes, witnessVotes } from '../../plan/members/votes';
import { systemRule } from '../rule';
import { duplicateCluster } from '../topology/duplicate-cluster';
import { evenVoters } from './even-voters';
import { judgedVotes } from './judged-votes';
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
    const found = groups
      .filter(({ declaredVotes }) => declaredVotes.size > 1 || !otherGroup)
      .flatMap(group =>
        judgedVotes(group).flatMap(({ votes, severity, until }) =>
          fatalClusters(votes).map(cluster => ({
            at: `${name}/${cluster}`,
            severity,
            problem: `${problem(voteCount(votes), votes.get(cluster) ?? 0)}${until}`,
            fix: severity === 'error' ? fix(votes) : 'take the next step',
            about: [votesOf(name, group), zonesOf(name, cluster)],
            // With three clusters or more, one vote more or less can be enough.
            reads: votes.size > 2 ? [evenVotesOf(name, group)] : [],
          })),
        ),
      );
    // Where the topology itself does not keep the promise, there is no need to say so of the way there.
    return found.filter(({ severity }) => severity === 'error' || found.every(other => other.severity === 'warning'));
  },
);

const problem = (all: number, votes: number): string =>
  `holds ${votes} of ${all} votes, so losing it leaves ${all - votes} of the ${quorum(all)} needed`;

function fix(votes: Votes): string {
  if (votes.size === 1) return 'one cluster can never survive its own loss: spread the votes over three';
  const witness = witnessVotes(votes) ?? 0;
  const added = `a witness with ${witness} ${witness === 1 ? 'vote' : 'votes'} in a further cluster`;
  if (votes.size === 2) return `two clusters can never survive the loss of any one: add ${added}`;
  const moved = movedVotes(votes);
  return moved
    ? `move votes: ${[...moved].map(([cluster, count]) => `${cluster} ${count}`).join(', ')} survive the loss of any one`
    : `add ${added}`;
}
