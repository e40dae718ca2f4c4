import { type MemberPool, memberGroups } from '../../manifests/pods/member-pool';
import { numberAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** First and last ordinal of a pool's pods, and of those that a larger replica count would add. */
const range = ({ object, plan }: MemberPool): readonly [number, number] => {
  const start = numberAt(object.data, 'spec', 'ordinals', 'start') ?? 0;
  return [start, start + Math.max(numberAt(object.data, 'spec', 'replicas') ?? 1, plan?.seat.declared ?? 0) - 1];
};

/** Members are numbered for the whole fleet. */
export const memberOrdinals = unitRule(
  {
    name: 'membership/ordinals',
    severity: 'error',
    demands: 'The members of each cluster have the ordinals that the plan gives it, and no two clusters of a group the same ones.',
    why: "A pod's name is the member's name. Another first ordinal makes members that no peer list names, with new and empty volumes; the same ordinal in two clusters is one name for two members.",
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
            problem: `the first ordinal is ${start} and the plan says ${firstOrdinal}: instead of ${statefulSet}-${firstOrdinal} to ${statefulSet}-${firstOrdinal + Math.max(declared, 1) - 1} there are members that nobody knows`,
            fix: `make it ${firstOrdinal}`,
          },
        ];
      });
      return planned.length > 0 ? planned : overlaps(name, pools);
    }),
);

/** Pools of one name, by first ordinal: each can only run into the one before it that reaches farthest. */
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
        fix: 'give each cluster ordinals of its own',
      });
    }
    if (!before || end > range(before)[1]) farthest.set(pool.object.name, pool);
  }
  return found;
}
