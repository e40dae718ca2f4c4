import { meetingPlace } from '../../change/rollouts-together';
import type { Cluster } from '../../domain/cluster';
import { isSeatFormed } from '../../plan/members/has-formed';
import type { SystemPlan } from '../../plan/model/system-plan';
import { fleetRule, type PlanFound } from '../rule';

/** Rollouts of systems know nothing of each other, and take members from the same machines. */
export const rolloutsApart = fleetRule(
  {
    name: 'state/rollouts',
    severity: 'error',
    demands: 'No two systems replace members in the same cluster, or in clusters that have a zone in common, at the same time.',
    why: 'Each rollout counts the members of its own group alone. One cluster then has a member less of several systems, and what depends on two of them meets two elections at once.',
    source: 'Kubernetes documentation, "StatefulSets": a rolling update of one set does not look at another.',
  },
  ({ systems }) => {
    const open = systems.flatMap(system => thawedClusters(system).map(cluster => ({ system: system.name, cluster })));
    return open.flatMap(({ system, cluster }, at): readonly PlanFound[] => {
      const [met] = open.slice(0, at).flatMap(other => {
        const place = other.system === system ? undefined : meetingPlace(other.cluster, cluster);
        return place === undefined ? [] : [{ system: other.system, place }];
      });
      if (!met) return [];
      return [
        {
          at: system,
          problem: `members in ${met.place} are replaced for ${met.system} and for ${system} at the same time`,
          fix: `end the rollout of ${met.system} first ('georaft step ${met.system}'), or accept this finding`,
        },
      ];
    });
  },
);

/** Clusters in which members of a group that has formed may be replaced. */
const thawedClusters = ({ name, state, seats }: SystemPlan): readonly Cluster[] =>
  seats.flatMap(({ pool, cluster, role, group }) => {
    const formed = isSeatFormed({ name, state }, { cluster: cluster.name, group: group.name, role });
    return formed && pool.thawed && pool.replicas > 0 ? [cluster] : [];
  });
