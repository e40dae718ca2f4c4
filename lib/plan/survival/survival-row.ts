import type { Loss, SurvivalRow, Verdict } from '../model/survival-plan';
import type { Baseline, Takeover } from './baseline';
import { planOutage } from './outage';
import { assess, type Damage, lostClusters, lostMembers, promoted, takeoverAfter, votesLeft } from './verdict';

/** What becomes of a system after one loss. */
export function rowOf(loss: Loss, baseline: Baseline): SurvivalRow {
  const { clusters, other } = loss;
  switch (loss.loss) {
    case 'cluster':
    case 'pair':
      return plainRow(loss, lostClusters(clusters), baseline);
    case 'zone':
      return plainRow(loss, { clusters: nothing, zoneOf: new Set(clusters), drained: nothing }, baseline);
    case 'split':
      return splitRow(loss, baseline);
    case 'drain-and-loss':
      return drainRow(loss, { clusters: new Set(clusters), zoneOf: nothing, drained: new Set(other) }, baseline);
  }
}

const nothing: ReadonlySet<string> = new Set();

function plainRow(loss: Loss, damage: Damage, baseline: Baseline): SurvivalRow {
  const { recovery: _, ...verdict } = assess(damage, baseline);
  return { ...loss, ...verdict, members: membersLeft(damage, baseline), unfenced: [] };
}

/** Each side is judged by itself: the other one is as good as lost to it, and lives. */
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
    const failureMode = new Set(larger.side.other);
    const unfenced = takeovers.filter(({ cluster }) => failureMode.has(cluster)).map(({ cluster }) => cluster);
    const { recovery: _, ...verdict } = assess(larger.damage, baseline, 'cut-off');
    return { ...larger.side, ...verdict, members, unfenced };
  }
  const able = new Set(sides.map(({ damage }) => takeoverAfter(damage, baseline)));
  const verdict = halved(
    takeovers.find(takeover => able.has(takeover)),
    baseline,
  );
  return { ...loss, ...verdict, votes: larger.votes, members, unfenced: takeovers.map(({ cluster }) => cluster) };
}

/** No side of a split has a quorum: all members live, and none of them commits. */
function halved(takeover: Takeover | undefined, baseline: Baseline): Omit<Verdict, 'votes'> {
  const common = { quorum: false, stranded: baseline.active };
  const { clusters, facts } = baseline;
  if (takeover) {
    // Which side the takeover is on is not known, and neither is whether it reaches who writes the name.
    const { recovery: _, ...taken } = promoted(takeover, baseline, lostClusters([]));
    return { ...common, ...taken };
  }
  const steps: Verdict['steps'] = [{ step: 'reconnect', clusters }];
  return { ...common, serves: [], unfencedName: [], steps, outage: planOutage({ kind: 'restore' }, facts) };
}

/** A drain takes members for a while only: where they are what is missing, the group waits for them. */
function drainRow(loss: Loss, damage: Damage, baseline: Baseline): SurvivalRow {
  const after = assess({ ...damage, drained: nothing }, baseline);
  const votes = votesLeft(baseline.serving, damage, baseline);
  const quorum = votes >= baseline.serving.quorum;
  const { recovery, ...verdict } = after;
  const row = { ...loss, ...verdict, votes, quorum, members: membersLeft(damage, baseline), unfenced: [] };
  if (quorum || recovery.kind !== 'election') return row;
  const steps: Verdict['steps'] = [{ step: 'undrain', clusters: loss.other }, ...after.steps];
  return { ...row, steps, outage: planOutage({ ...recovery, memberReturns: true }, baseline.facts) };
}

function membersLeft(damage: Damage, baseline: Baseline): readonly string[] {
  const { voters, learners } = baseline.serving;
  return [voters, learners].flatMap(members => {
    const byCluster = new Map<string, string[]>();
    for (const { name, cluster } of members) byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), name]);
    return [...byCluster].flatMap(([cluster, names]) =>
      names.slice(0, names.length - lostMembers(names.length, cluster, damage, baseline)),
    );
  });
}
