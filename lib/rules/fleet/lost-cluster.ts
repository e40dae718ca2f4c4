import { quorum, voteCount } from '../../plan/members/quorum';
import { assignSeats } from '../../plan/members/seat-assignment';
import type { SystemPlan } from '../../plan/model/system-plan';
import { fleetRule, type PlanFound } from '../rule';

/** Nothing counts on a cluster that is lost. */
export const lostCluster = fleetRule(
  {
    name: 'fleet/lost-cluster',
    severity: 'error',
    demands:
      "No topology, load balancer, gateway or Argo CD is where a cluster is 'lost', and its members leave groups that have a quorum without it.",
    why: 'Nothing is rendered for a cluster that is lost. What a program wants there is never done, and whatever waits for it waits for ever.',
    source:
      'Argo CD documentation, "App Deletion"; etcd documentation, "Runtime reconfiguration": a change needs a quorum of the members that live.',
  },
  ({ systems, fleet, clusters }) =>
    clusters
      .filter(({ lost }) => lost)
      .flatMap(({ name }) => [
        ...(fleet.delivery?.runsOn.name === name
          ? [
              {
                at: 'fleet.delivery',
                problem: `Argo CD runs on ${name}, which is lost`,
                fix: 'install it on another cluster, and name that one',
              },
            ]
          : []),
        ...systems.flatMap(system => [...wanted(name, system), ...withoutQuorum(name, system)]),
      ]),
);

/** What a program still wants in a cluster that is lost. */
function wanted(cluster: string, { name, state, system: { topology, access } }: SystemPlan): readonly PlanFound[] {
  const seat = assignSeats(topology, state.active).find(each => each.cluster.name === cluster);
  const sites = access.kind === 'load-balancer' ? access.sites.map(site => site.cluster) : access.kind === 'gateway' ? access.sites : [];
  return [
    ...(seat
      ? [
          {
            at: name,
            problem: `the topology has members in ${cluster}, which is lost`,
            fix:
              state.bootstrapped && !state.groups
                ? `take 'lost' away, synthesize, record the members with 'georaft step ${name}'; then set it, and take ${cluster} out of the topology`
                : `take ${cluster} out of the topology; then 'georaft step ${name}' removes its members from the group`,
          },
        ]
      : []),
    ...(sites.some(site => site.name === cluster)
      ? [{ at: name, problem: `clients are led through ${cluster}, which is lost`, fix: `take ${cluster} out of 'access'` }]
      : []),
  ];
}

/** Groups that are left without a quorum, so that none of their members can be removed. */
const withoutQuorum = (cluster: string, { name, groups }: SystemPlan): readonly PlanFound[] =>
  groups.flatMap(({ name: group, votes }) => {
    const [all, lost] = [voteCount(votes), votes.get(cluster) ?? 0];
    if (lost === 0 || all - lost >= quorum(all)) return [];
    return [
      {
        at: name,
        problem: `without ${cluster} the group ${group} has ${all - lost} of its ${all} votes and needs ${quorum(all)}: it can remove nobody`,
        fix: 'restore it from a backup as a system of another name, and move the clients',
      },
    ];
  });
