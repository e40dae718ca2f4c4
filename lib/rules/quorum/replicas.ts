import { listedPeers, replicasOf } from '../../manifests/pods/listed-peers';
import type { MemberPool, PlannedPool } from '../../manifests/pods/member-pool';
import { valueAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';
import type { ManifestFound } from '../rule';

/** As many members run as the plan counts. */
export const replicas = memberRule(
  {
    name: 'quorum/replicas',
    severity: 'error',
    demands: 'A StatefulSet of members has as many replicas as the plan says, and none in a cold standby.',
    why: 'No peer knows an additional member, and it may form a group of its own. With one member less, a vote is always missing. Scaling a StatefulSet does not change the membership of the group.',
    source: 'etcd documentation, "Runtime reconfiguration"; rqlite documentation, "Kubernetes"; arithmetic.',
  },
  pool => (pool.plan ? againstPlan(pool, pool.plan) : againstList(pool)),
);

function againstPlan({ object }: MemberPool, { seat, group, role }: PlannedPool): readonly ManifestFound[] {
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
      fix: `set it to ${seat.replicas}; to add or remove a member, change the topology and the membership of the group first`,
    },
  ];
}

/** Without a plan, the list of peers says which pods are voters. */
function againstList(pool: MemberPool): readonly ManifestFound[] {
  const listed = listedPeers(pool);
  if (!listed) return [];
  const { setting, missing, extra } = listed;
  const running = replicasOf(pool) ?? 1;
  const path = ['spec', 'replicas'];
  const count = `${running} ${running === 1 ? 'member runs' : 'members run'}`;
  if (missing.length > 0) {
    const problem = `${count}, and ${setting.name} also names ${missing.join(', ')}, so ${missing.length === 1 ? 'a vote is' : 'votes are'} always missing`;
    return [{ path, problem, fix: 'run them, or remove them from the list after they have left the group' }];
  }
  if (extra.length === 0) return [];
  const problem = `${count}, and ${setting.name} does not name ${extra.join(', ')}, which no peer knows`;
  return [{ path, problem, fix: 'name all members, and add the new ones to the group one by one; or run only as many as it names' }];
}
