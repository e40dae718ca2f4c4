import { type MemberPool, memberGroups } from '../../manifests/pods/member-pool';
import { numberAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** First and last ordinal of a pool's pods, including pods that the declared number of replicas would add. */
const range = ({ object, plan }: MemberPool): readonly [number, number] => {
  const start = numberAt(object.data, 'spec', 'ordinals', 'start') ?? 0;
  return [start, start + Math.max(numberAt(object.data, 'spec', 'replicas') ?? 1, plan?.seat.declared ?? 0) - 1];
};

/** Ordinals of members are unique in the group. */
export const memberOrdinals = unitRule(
  {
    name: 'membership/ordinals',
    severity: 'error',
    demands: "The members of each cluster have the plan's ordinals, and no two clusters of a group have the same ones.",
    why: "A pod's name is the member's name. With another first ordinal, members are in no peer list, and their volumes are new and empty. The same ordinal in two clusters is one name for two members.",
    source: 'Kubernetes enhancement 3335, "StatefulSet start ordinal"; etcd server/etcdserver/api/membership/member.go.',
  },
  unit =>
    memberGroups(unit).flatMap(({ pools, name }): readonly ManifestFound[] => {
      const planned = pools.flatMap((pool): readonly ManifestFound[] => {
        const start = numberAt(pool.object.data, 'spec', 'ordinals', 'start') ?? 0;
        if (!pool.plan || start === pool.plan.seat.firstOrdinal) return [];
        const { firstOrdinal, declared, statefulSet } = pool.plan.seat;
        return [
          {
            object: pool.object,
            path: ['spec', 'ordinals', 'start'],
            problem: `the first ordinal is ${start} and the plan says ${firstOrdinal}: instead of ${statefulSet}-${firstOrdinal} to ${statefulSet}-${firstOrdinal + Math.max(declared, 1) - 1} members start that no peer knows`,
            fix: `set it to ${firstOrdinal}`,
          },
        ];
      });
      return planned.length > 0 ? planned : overlaps(name, pools);
    }),
);

/** Pools of one name in the order of their first ordinals. Each is compared with the earlier pool that has the highest ordinal. */
function overlaps(group: string, pools: readonly MemberPool[]): readonly ManifestFound[] {
  const found: ManifestFound[] = [];
  const farthest = new Map<string, MemberPool>();
  for (const pool of [...pools].sort((a, b) => range(a)[0] - range(b)[0])) {
    const before = farthest.get(pool.object.name);
    const [start, end] = range(pool);
    if (before && start <= range(before)[1] && before.cluster !== pool.cluster && end >= start) {
      found.push({
        object: pool.object,
        path: ['spec', 'ordinals', 'start'],
        problem: `${pool.object.name}-${start} is a member of group ${group} here and in ${before.cluster.cluster}, which has ordinals ${range(before).join(' to ')}`,
        fix: 'use different ordinals in each cluster',
      });
    }
    if (!before || end > range(before)[1]) farthest.set(pool.object.name, pool);
  }
  return found;
}
