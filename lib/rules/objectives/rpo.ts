import type { SurvivalRow } from '../../plan/model/survival-plan';
import type { SeatPlan, SystemPlan } from '../../plan/model/system-plan';
import { clusterLoss } from '../quorum/cluster-loss';
import { evenVoters } from '../quorum/even-voters';
import { memberLoss } from '../quorum/member-loss';
import { noVoters } from '../quorum/no-voters';
import { twoClusters } from '../quorum/two-clusters';
import { allVotesOf } from '../quorum/votes-of';
import { systemRule } from '../rule';
import { recoveryTime } from './rto';

/** The declared recovery point holds for the loss of any one cluster. */
export const recoveryPoint = systemRule(
  {
    name: 'objectives/rpo',
    severity: 'error',
    demands: 'The declared recovery point holds for the loss of any one cluster, and the facts that it depends on are declared.',
    why: 'A group with a quorum loses no acknowledged write. A takeover by a standby with a group of its own loses the lag of its mirror, or everything since the last uploaded backup.',
    source: 'Arithmetic: the 99th percentile of the lag, or interval + upload; etcd documentation, "Mirror Maker" and "Disaster recovery".',
    follows: [noVoters, clusterLoss, memberLoss, evenVoters, twoClusters, recoveryTime],
  },
  plan => {
    const { rpo } = plan.system.objectives;
    if (!rpo) return [];
    const promised = rpo.toSeconds();
    const losses = plan.survival.rows.filter(({ loss }) => loss === 'cluster');
    const ended = losses.find(({ outage }) => outage.ends === 'restore');
    const endings = ended
      ? [
          {
            problem: `an rpo of ${promised} s is promised, and after the loss of ${ended.clusters.join()} no cluster can take over: data that only this cluster has is lost`,
            fix: 'spread the votes so that every loss of one cluster leaves a quorum, or add a hot or cold standby',
            about: [{ unit: plan.name, field: ['objectives', 'rpo'] }],
            reads: [allVotesOf(plan.name), { unit: plan.name, field: ['objectives', 'rto'] }],
          },
        ]
      : [];
    return [...endings, ...firstOfEach(losses).flatMap(row => missed(row, plan, promised))];
  },
);

/** The losses after which another group takes over: the first one for each cluster that takes over. */
function firstOfEach(rows: readonly SurvivalRow[]): readonly SurvivalRow[] {
  const takeovers = rows.filter(({ outage }) => outage.loses !== 'nothing');
  return takeovers.filter(({ serves }, position) => takeovers.findIndex(other => other.serves[0] === serves[0]) === position);
}

function missed({ clusters, serves, outage }: SurvivalRow, { name, seats }: SystemPlan, promised: number) {
  const standby = seats.find(({ cluster }) => cluster.name === serves[0]);
  const feed = seats.find(({ group, role }) => group === standby?.group && (role === 'hot' || role === 'cold'));
  if (!feed) return [];
  const at = `${name}/${feed.cluster.name}`;
  const after = `after the loss of ${clusters.join()} this ${feed.role} standby takes over`;
  const { lostSeconds } = outage;
  if (lostSeconds === undefined) {
    const fact = feed.role === 'hot' ? "'lag', the 99th percentile of its mirror's" : "'backup', its interval and how long an upload takes";
    return [
      { at, problem: `an rpo of ${promised} s is promised, and ${after}, with an undeclared loss of writes`, fix: `declare its ${fact}` },
    ];
  }
  if (lostSeconds <= promised) return [];
  return [{ at, problem: `${after} and loses ${lossOf(feed, lostSeconds)}, and an rpo of ${promised} s is promised`, fix: remedy(feed) }];
}

function lossOf({ role, replication }: SeatPlan, seconds: number): string {
  if (role === 'hot') return `its mirror's lag, ${seconds} s`;
  const { interval, upload } = replication?.backup ?? {};
  return `interval ${interval?.toSeconds() ?? 0} s + upload ${upload?.toSeconds() ?? 0} s = ${seconds} s`;
}

function remedy({ role, replication }: SeatPlan): string {
  if (role === 'hot') return "reduce the mirror's 'lag', or declare a voting standby, which loses nothing";
  const { interval, upload } = replication?.backup ?? {};
  const longer = (interval?.toSeconds() ?? 0) >= (upload?.toSeconds() ?? 0) ? 'interval' : 'upload';
  return `shorten the '${longer}' of its 'backup', or declare a hot standby`;
}
