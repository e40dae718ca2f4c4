import { valueAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** As many members run as the plan counts votes for. */
export const replicas = plannedMemberRule(
  {
    name: 'quorum/replicas',
    severity: 'error',
    demands: 'A StatefulSet of members runs as many as the plan says, and none in a cold standby.',
    why: 'A member more is one that no peer knows, or that forms a group of its own; one less is a vote that is missing all the time. Scaling a StatefulSet is no membership change.',
    source: 'etcd documentation, "Runtime reconfiguration"; rqlite documentation, "Kubernetes"; arithmetic.',
  },
  ({ object }, { seat, group, role }) => {
    const given = valueAt(object.data, 'spec', 'replicas') ?? 1;
    if (typeof given !== 'number' || given === seat.replicas) return [];
    const votes = group.members.filter(member => member.role === 'voter').length;
    const planned = role === 'voter' ? `${seat.replicas} of the ${votes} voters of group ${group.name}` : `${seat.replicas} learners`;
    return [
      {
        path: ['spec', 'replicas'],
        problem:
          seat.role === 'cold'
            ? `${given} members run in a cold standby, which has none until it is promoted`
            : `${given} members run, and the plan has ${planned} here`,
        fix: `make it ${seat.replicas}; to add or remove a member, change the topology and the membership of the group first`,
      },
    ];
  },
);
