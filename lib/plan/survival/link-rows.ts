import type { Loss, SurvivalRow } from '../model/survival-plan';
import { worseFirst } from '../outage/outage';
import type { Baseline } from './baseline';
import { type CutLink, type SettledGroup, settle } from './cut-link';
import { afterCut } from './link-verdict';
import { halved, membersLeft } from './survival-row';
import { lostClusters, votesLeft } from './verdict';

/** What becomes of a system, whatever was lost and wherever the leader was. */
type Outcome = Omit<SurvivalRow, 'leader' | keyof Loss>;

/** Every pair of clusters. */
export const linksOf = (clusters: readonly string[]): readonly CutLink[] =>
  clusters.flatMap((one, position) => clusters.slice(position + 1).map(other => ({ one, other })));

/** The loss of a link: both ways, and each way alone. */
const losses = ({ one, other }: CutLink): readonly Loss[] => [
  { loss: 'link', clusters: [one], other: [other] },
  { loss: 'one-way', clusters: [one], other: [other] },
  { loss: 'one-way', clusters: [other], other: [one] },
];

/** What becomes of a system after the loss of a link, once for each place of the leader that makes a difference. */
export function linkRows(link: CutLink, baseline: Baseline): readonly SurvivalRow[] {
  const { serving, disruptiveServers } = baseline;
  const voting = [...serving.votes].flatMap(([cluster, votes]) => (votes > 0 ? [cluster] : []));
  const failureMode = voting.filter(cluster => cluster !== link.one && cluster !== link.other);
  const found = new Map<string, { readonly outcome: Outcome; readonly leaders: ReadonlySet<string> }>();
  // A leader in any of the others reaches both ends, so that one of them stands for all.
  for (const same of [...voting.filter(cluster => !failureMode.includes(cluster)).map(end => [end]), failureMode]) {
    const [leader] = same;
    if (leader === undefined) continue;
    const outcome = worst(settle(link, leader, serving, disruptiveServers), link, baseline);
    const key = JSON.stringify(outcome);
    const { leaders } = found.get(key) ?? { leaders: new Set<string>() };
    found.set(key, { outcome, leaders: new Set([...leaders, ...same]) });
  }
  const leader = (leaders: ReadonlySet<string>): readonly string[] => (found.size === 1 ? [] : voting.filter(one => leaders.has(one)));
  const rows = [...found.values()].map(({ outcome, leaders }) => ({ ...outcome, leader: leader(leaders) }));
  return losses(link).flatMap(loss => rows.map(row => ({ ...loss, ...row })));
}

/** The worst of what may become of it: which of several voters is elected is not known. */
function worst(settled: readonly SettledGroup[], link: CutLink, baseline: Baseline): Outcome {
  const [outcome] = settled
    .map(group => outcomeOf(group, link, baseline))
    .sort((a, b) => worseFirst(a.outage, b.outage) || b.stranded.length - a.stranded.length || a.votes - b.votes);
  return outcome ?? nobodyElected(link, baseline);
}

function outcomeOf(group: SettledGroup, link: CutLink, baseline: Baseline): Outcome {
  const damage = lostClusters(group.cutOff === undefined ? [] : [group.cutOff]);
  return {
    elections: group.elections,
    quorum: true,
    votes: votesLeft(baseline.serving, damage, baseline),
    ...afterCut(link, group, baseline),
    unfencedName: [], // everybody lives and sees the commit, the cluster that served as well
    members: membersLeft(damage, baseline),
    unfenced: unfencedBy(link, baseline),
  };
}

/** All votes are at the two ends, half of them at each. */
function nobodyElected(link: CutLink, baseline: Baseline): Outcome {
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

/** Standbys with a group of their own that no longer see the cluster that serves: nothing is copied, and both sides live. */
const unfencedBy = ({ one, other }: CutLink, { takeovers, active }: Baseline): readonly string[] =>
  takeovers
    .map(({ cluster }) => cluster)
    .filter(cluster => (cluster === one && active.includes(other)) || (cluster === other && active.includes(one)));
