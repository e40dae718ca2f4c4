import { membersInChange } from '../../change/ledger-edit';
import type { GroupLedger, LedgerMember } from '../../domain/operating-state';
import { hasFormed } from '../../plan/members/has-formed';
import { firstOrdinal, groupName, memberName } from '../../plan/members/object-names';
import { isLearner, poolIn } from '../../plan/members/recorded-seats';
import { assignSeats } from '../../plan/members/seat-assignment';
import type { FleetPlan, SystemPlan } from '../../plan/model/system-plan';
import { systemRule } from '../rule';
import { ledgerTlsFaults } from './ledger-tls';

/** The ledger names members that there can be. */
export const ledgerMembers = systemRule(
  {
    name: 'state/ledger',
    severity: 'error',
    demands:
      'The ledger names the members of groups that have formed, as the pods of their clusters are called, one of them in change at a time.',
    why: 'What is rendered follows the ledger: of a member that cannot be there a StatefulSet makes another one, or none.',
    source: 'Kubernetes documentation, "StatefulSets": ordinals follow each other from the first; Raft dissertation, section 4.1.',
  },
  (system, plan) =>
    Object.entries(system.state.groups ?? {}).flatMap(([name, group]) => [
      ...faults(name, group, system, plan).map(problem => ({
        problem: `group ${name} of the ledger: ${problem}`,
        fix: `take clusters/state/${system.name}.json back to what was last synthesized, and change it by 'georaft step ${system.name}'`,
      })),
      ...homeless(name, group, system, plan),
    ]),
);

/** Members in clusters that the fleet no longer has: votes and members leave a cluster before the fleet does without it. */
function homeless(name: string, group: GroupLedger, { name: system }: SystemPlan, { clusters }: FleetPlan) {
  const members = Object.entries(group.members);
  const votes = members.filter(isVote(system));
  const gone = [...new Set(members.map(([, { cluster }]) => cluster))].filter(cluster => !clusters.some(other => other.name === cluster));
  return gone.map(cluster => ({
    problem: `group ${name} of the ledger: ${cluster} has ${votes.filter(([, at]) => at.cluster === cluster).length} of its ${votes.length} votes and is not in the fleet`,
    fix: `keep ${cluster} in the fleet, out of the topology, until 'georaft step ${system}' has no step left; with 'lost: true' where it never answers again`,
  }));
}

const isVote =
  (system: string) =>
  ([member, { role }]: readonly [string, LedgerMember]): boolean =>
    !isLearner(system, member) && role !== 'joining';

function faults(
  name: string,
  group: GroupLedger,
  { name: system, state, system: { topology } }: SystemPlan,
  { fleet, clusters }: FleetPlan,
): readonly string[] {
  const known = assignSeats(topology, state.active).map(seat => groupName(system, seat));
  if (name !== system && !known.includes(name)) return [`there is no such group; there are ${[...new Set(known)].join(', ')}`];
  const entries = Object.entries(group.members);
  const inChange = membersInChange(group)
    .map(member => member.name)
    .sort();
  return [
    ...(hasFormed(state, system, name) ? [] : ['it is recorded, and the state says that it has not formed']),
    ...(entries.some(([, { role }]) => role === 'voter') ? [] : ['it has no voter']),
    ...(inChange.length > 1 ? [`${inChange.join(' and ')} are in change at once`] : []),
    // Where nothing is rendered any more, no pod has a name.
    ...clusters
      .filter(({ lost }) => !lost)
      .flatMap(cluster =>
        (['voter', 'learner'] as const).flatMap(role => {
          const first = firstOrdinal(cluster, fleet.ordinalStride);
          const pods = poolIn(group, system, cluster.name, role);
          const wanted = pods.map((_, at) => memberName(system, role, first + at));
          const names = pods.map(({ name: pod }) => pod);
          return names.join() === wanted.join()
            ? []
            : [`${cluster.name} has ${names.join(', ')}, and its pods are called ${wanted.join(', ')}`];
        }),
      ),
    ...[...new Set(entries.map(([, { cluster }]) => cluster))]
      .filter(cluster => group.images[cluster] === undefined)
      .map(cluster => `it has members in ${cluster}, and no image of theirs`),
    ...ledgerTlsFaults(group),
  ];
}
