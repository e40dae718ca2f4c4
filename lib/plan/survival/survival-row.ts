import type { ClusterLoss, Loss, SurvivalRow, Verdict } from '../model/survival-plan';
import { newNamesAfter } from '../outage/new-names';
import { planOutage } from '../outage/outage';
import type { Baseline, Takeover } from './baseline';
import { assess, type Damage, lostClusters, lostMembers, promoted, takeoverAfter, votesLeft } from './verdict';

/** The row for one loss of members. */
export function rowOf(loss: ClusterLoss, baseline: Baseline): SurvivalRow {
  const { clusters, other } = loss;
  switch (loss.loss) {
    case 'cluster':
    case 'pair':
      return plainRow(loss, lostClusters(clusters), baseline);
    case 'zone':
      return plainRow(loss, lostClusters([], { zoneOf: new Set(clusters) }), baseline);
    case 'split':
      return splitRow(loss, baseline);
    case 'drain-and-loss':
      return drainRow(loss, lostClusters(clusters, { drained: new Set(other) }), baseline);
  }
}

const nothing: ReadonlySet<string> = new Set();

/** The same for every loss except that of a link: the leader's cluster does not matter, and elections settle. */
const settled = { leader: [], elections: 'settled' } as const;

function plainRow(loss: Loss, damage: Damage, baseline: Baseline): SurvivalRow {
  const { recovery: _, ...verdict } = assess(damage, baseline);
  return { ...loss, ...settled, ...verdict, members: membersLeft(damage, baseline), unfenced: [] };
}

/** The row for a split. Each side is judged alone: the other side is unreachable for it, but alive. */
function splitRow(loss: Loss, baseline: Baseline): SurvivalRow {
  const { serving, takeovers } = baseline;
  const sides = [loss, { ...loss, clusters: loss.other, other: loss.clusters }].map(side => {
    const damage = lostClusters(side.other);
    return { side, damage, votes: votesLeft(serving, damage, baseline) };
  });
  const [larger] = [...sides].sort((a, b) => b.votes - a.votes);
  if (!larger) return plainRow(loss, lostClusters([]), baseline);
  const members = membersLeft(larger.damage, baseline);
  if (larger.votes >= serving.quorum) {
    const cutOff = new Set(larger.side.other);
    const unfenced = takeovers.filter(({ cluster }) => cutOff.has(cluster)).map(({ cluster }) => cluster);
    const { recovery: _, ...verdict } = assess(larger.damage, baseline, 'cut-off');
    return { ...larger.side, ...settled, ...verdict, members, unfenced };
  }
  const able = new Set(sides.map(({ damage }) => takeoverAfter(damage, baseline)));
  const verdict = halved(
    takeovers.find(takeover => able.has(takeover)),
    baseline,
  );
  return { ...loss, ...settled, ...verdict, votes: larger.votes, members, unfenced: takeovers.map(({ cluster }) => cluster) };
}

/** The verdict where no side of a split has a quorum: all members live, and none can commit. */
export function halved(takeover: Takeover | undefined, baseline: Baseline): Omit<Verdict, 'votes'> {
  const common = { quorum: false, stranded: baseline.active };
  const { clusters, facts } = baseline;
  if (takeover) {
    // It is not known on which side the standby is, nor whether it reaches the writers of the name. So nothing else counts as lost.
    const { recovery: _, ...taken } = promoted(takeover, baseline, lostClusters([]));
    return { ...common, ...taken };
  }
  const steps: Verdict['steps'] = [{ step: 'reconnect', clusters }];
  return { ...common, serves: [], unfencedName: [], steps, outage: planOutage({ kind: 'restore' }, facts) };
}

/** The row for a loss during a drain. If only the drained members are missing for a quorum, the group waits until they return. */
function drainRow(loss: Loss, damage: Damage, baseline: Baseline): SurvivalRow {
  const after = assess({ ...damage, drained: nothing }, baseline);
  const votes = votesLeft(baseline.serving, damage, baseline);
  const quorum = votes >= baseline.serving.quorum;
  const { recovery, ...verdict } = after;
  const row = { ...loss, ...settled, ...verdict, votes, quorum, members: membersLeft(damage, baseline), unfenced: [] };
  if (quorum || recovery.kind !== 'election') return row;
  const steps: Verdict['steps'] = [{ step: 'undrain', clusters: loss.other }, ...after.steps];
  return {
    ...row,
    steps,
    outage: planOutage({ ...recovery, memberReturns: true, newNames: newNamesAfter('member-returns', baseline.facts) }, baseline.facts),
  };
}

/** The members that the serving group still has, voters first. */
export function membersLeft(damage: Damage, baseline: Baseline): readonly string[] {
  const { voters, learners } = baseline.serving;
  return [voters, learners].flatMap(members => {
    const byCluster = new Map<string, string[]>();
    for (const { name, cluster } of members) byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), name]);
    return [...byCluster].flatMap(([cluster, names]) =>
      names.slice(0, names.length - lostMembers(names.length, cluster, damage, baseline)),
    );
  });
}
