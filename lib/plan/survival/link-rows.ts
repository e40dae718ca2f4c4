import type { Loss, SurvivalRow } from '../model/survival-plan';
import { worseFirst } from '../outage/outage';
import type { Baseline } from './baseline';
import { type CutLink, type SettledGroup, settle } from './cut-link';
import { afterCut } from './link-verdict';
import { halved, membersLeft } from './survival-row';
import { lostClusters, votesLeft } from './verdict';

/** A row without the loss and without the leader's clusters. */
type Outcome = Omit<SurvivalRow, 'leader' | keyof Loss>;

/** Every pair of clusters. */
export const linksOf = (clusters: readonly string[]): readonly CutLink[] =>
  clusters.flatMap((one, position) => clusters.slice(position + 1).map(other => ({ one, other })));

/** The losses of a link: in both directions, and in each direction alone. */
const losses = ({ one, other }: CutLink): readonly Loss[] => [
  { loss: 'link', clusters: [one], other: [other] },
  { loss: 'one-way', clusters: [one], other: [other] },
  { loss: 'one-way', clusters: [other], other: [one] },
];

/** The rows for the loss of a link: one for each set of clusters in which the leader makes a difference. */
export function linkRows(link: CutLink, baseline: Baseline): readonly SurvivalRow[] {
  const { serving, disruptiveServers } = baseline;
  const voting = [...serving.votes].flatMap(([cluster, votes]) => (votes > 0 ? [cluster] : []));
  const others = voting.filter(cluster => cluster !== link.one && cluster !== link.other);
  const found = new Map<string, { readonly outcome: Outcome; readonly leaders: ReadonlySet<string> }>();
  // A leader in any other cluster reaches both ends, so one of those clusters represents all of them.
  for (const alike of [...voting.filter(cluster => !others.includes(cluster)).map(end => [end]), others]) {
    const [leader] = alike;
    if (leader === undefined) continue;
    const outcome = worst(settle(link, leader, serving, disruptiveServers), link, baseline);
    const key = JSON.stringify(outcome);
    const { leaders } = found.get(key) ?? { leaders: new Set<string>() };
    found.set(key, { outcome, leaders: new Set([...leaders, ...alike]) });
  }
  const leader = (leaders: ReadonlySet<string>): readonly string[] => (found.size === 1 ? [] : voting.filter(one => leaders.has(one)));
  const rows = [...found.values()].map(({ outcome, leaders }) => ({ ...outcome, leader: leader(leaders) }));
  return losses(link).flatMap(loss => rows.map(row => ({ ...loss, ...row })));
}

/** The worst of several possible outcomes, since it is not known which voter is elected. */
function worst(settled: readonly SettledGroup[], link: CutLink, baseline: Baseline): Outcome {
  const [outcome] = settled
    .map(group => outcomeOf(group, link, baseline))
    .sort((a, b) => worseFirst(a.outage, b.outage) || b.stranded.length - a.stranded.length || a.votes - b.votes);
  return outcome ?? noLeader(link, baseline);
}

function outcomeOf(group: SettledGroup, link: CutLink, baseline: Baseline): Outcome {
  const damage = lostClusters(group.cutOff === undefined ? [] : [group.cutOff]);
  return {
    elections: group.elections,
    quorum: true,
    votes: votesLeft(baseline.serving, damage, baseline),
    ...afterCut(link, group, baseline),
    unfencedName: [], // all clusters live and see the commit, also the one that served
    members: membersLeft(damage, baseline),
    unfenced: unfencedBy(link, baseline),
  };
}

/** The outcome where each of the two ends has half of all votes, so that neither can elect a leader. */
function noLeader(link: CutLink, baseline: Baseline): Outcome {
  const { serving, takeovers } = baseline;
  const damage = lostClusters([link.other]);
  const takeover = takeovers.find(({ group }) => group.voters.length >= group.quorum);
  return {
    elections: 'settled',
    ...halved(takeover, baseline),
    votes: votesLeft(serving, damage, baseline),
    members: membersLeft(damage, baseline),
    unfenced: unfencedBy(link, baseline),
  };
}

/** Standbys with a group of their own that the link cut off from the cluster that serves: their mirror stops, and both groups live. */
const unfencedBy = ({ one, other }: CutLink, { takeovers, active }: Baseline): readonly string[] =>
  takeovers
    .map(({ cluster }) => cluster)
    .filter(cluster => (cluster === one && active.includes(other)) || (cluster === other && active.includes(one)));
