import { placeName } from '../../manifests/objects/unit-manifests';
import { listedPeers } from '../../manifests/pods/listed-peers';
import { quorum, tolerated, voteCount } from '../../plan/members/quorum';
import { groupRule } from '../member-rule';
import { type Rule, type RuleText, systemRule } from '../rule';
import { duplicateCluster } from '../topology/duplicate-cluster';
import { memberLoss } from './member-loss';
import { noVoters } from './no-voters';
import { evenVotesOf, votesOf } from './votes-of';

const text: RuleText = {
  name: 'quorum/even-voters',
  severity: 'error',
  demands: 'A group has an odd number of votes.',
  why: 'An even number tolerates no more losses than the odd number below it. If the network splits the votes into halves, neither side has a quorum.',
  source: 'etcd FAQ, "Why an odd number of cluster members?".',
  follows: [noVoters, duplicateCluster, memberLoss],
};

// Between two steps a group has an even number for a while: it is judged by what the topology declares.
const planned = systemRule(text, ({ groups, name: system }) =>
  groups
    .map(group => ({ group, voters: voteCount(group.declaredVotes) }))
    .filter(({ voters }) => voters > 0 && voters % 2 === 0)
    .map(({ group, voters }) => ({
      about: [evenVotesOf(system, group)],
      reads: [votesOf(system, group)],
      ...found(group.name, voters),
    })),
);

/** Without a plan, the number of voters is known if the lists of peers match the pods. */
const rendered = groupRule(text, ({ plan, pools, name }) => {
  const [pool] = pools;
  const listed = plan || !pool ? undefined : listedPeers(pool);
  if (!pool || !listed || listed.missing.length + listed.extra.length > 0) return [];
  const { setting, voters } = listed;
  if (voters === undefined || voters % 2 > 0) return [];
  return [{ object: setting.object, path: setting.path, at: placeName(pool.object), ...found(name, voters) }];
});

const found = (name: string, voters: number) => ({
  problem: `group ${name} has ${voters} voters: the quorum is ${quorum(voters)}, so ${tolerated(voters)} may be lost, as with ${voters - 1}`,
  fix: `use ${voters - 1} or ${voters + 1} voters`,
});

/** An even number of votes tolerates no more losses than the odd number below it (etcd FAQ, "Why an odd number of cluster members?"). */
export const evenVoters: Rule = { ...rendered, ...planned, unplannedOnly: true };
