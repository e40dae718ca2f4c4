import type { GroupPlan, SeatPlan } from '../../plan/model/system-plan';
import { zoneLosses } from '../../plan/survival/losses';
import { inFullestZone } from '../../plan/survival/verdict';
import { systemRule } from '../rule';
import { clusterLoss } from './cluster-loss';
import { noVoters } from './no-voters';
import { zonesOf } from './votes-of';

/** The loss of one zone leaves every group its quorum. */
export const zoneLoss = systemRule(
  {
    name: 'quorum/zone-loss',
    severity: 'warning',
    demands: 'If a cluster has several zones, the loss of one leaves every group its quorum.',
    why: 'Members are spread over the zones with a skew of 1, so the fullest zone has its share rounded up. Of two zones, one always has at least half of the members.',
    source: 'Kubernetes documentation, "Pod Topology Spread Constraints": maxSkew and minDomains; ceil(n / zones) <= floor((N - 1) / 2).',
    follows: [clusterLoss, noVoters],
  },
  ({ name, groups, seats }) => {
    const zones = new Map(seats.map(({ cluster }) => [cluster.name, cluster.zones]));
    const regions = new Map(seats.map(({ cluster }) => [cluster.name, cluster.region]));
    return (
      groups
        // Zones do not help a group that tolerates no loss at all.
        .filter(({ tolerated }) => tolerated > 0)
        .flatMap(group =>
          zoneLosses({ clusters: [...group.votes.keys()], zones, regions }).flatMap(({ clusters }) => {
            const lost = clusters.map(cluster => inFullestZone(group.votes.get(cluster) ?? 0, zones.get(cluster)?.length ?? 0));
            const sum = lost.reduce((all, votes) => all + votes, 0);
            if (sum <= group.tolerated) return [];
            const at = clusters.length === 1 ? `${name}/${clusters.join()}` : name;
            const about = clusters.map(cluster => zonesOf(name, cluster));
            return [{ at, problem: problem(group, clusters, sum, zones), fix: fix(group, clusters), about }];
          }),
        )
    );
  },
);

type Zones = ReadonlyMap<string, SeatPlan['cluster']['zones']>;

function problem({ name, voters, votes, quorum }: GroupPlan, clusters: readonly string[], lost: number, zones: Zones): string {
  const spread = clusters.map(cluster => `${votes.get(cluster)} over ${zones.get(cluster)?.length ?? 0} in ${cluster}`).join(', ');
  return `one zone can have ${lost} of the ${voters.length} votes of group ${name} (${spread}), so losing it leaves ${voters.length - lost} of the ${quorum} needed`;
}

function fix({ votes, tolerated }: GroupPlan, clusters: readonly string[]): string {
  if (clusters.length > 1) return 'move the votes to clusters that share no zone';
  return `use ${Math.ceil((votes.get(clusters[0] ?? '') ?? 0) / tolerated)} zones with nodes in the cluster, or move votes to other clusters`;
}
