import { objectsOf } from '../../manifests/objects/cluster-objects';
import { type ManifestFound, unitRule } from '../rule';
import { absent } from '../subject';

/** The planned StatefulSets exist. */
export const missingMembers = unitRule(
  {
    name: 'membership/missing-members',
    severity: 'error',
    demands: "Each cluster with members in the plan has exactly one StatefulSet with the plan's name.",
    why: 'Votes of members that do not exist are missing for the quorum. Two StatefulSets with one name are two processes with one identity.',
    source: 'arithmetic: a quorum is counted over the members that the group knows.',
  },
  ({ system, clusters }) =>
    clusters.flatMap((manifests): readonly ManifestFound[] => {
      const { cluster, seat, group } = manifests;
      if (!system || !seat) return [];
      const found = objectsOf(manifests, 'StatefulSet').filter(({ name }) => name === seat.statefulSet);
      const [first, ...more] = found;
      if (first && more.length === 0) return [];
      const at = `${system.name}/${cluster}`;
      if (first) {
        return more.map(object => ({
          object,
          at,
          problem: `StatefulSet ${seat.statefulSet} exists ${found.length} times, with the same member names`,
          fix: `keep the one in namespace ${system.namespace}`,
        }));
      }
      const votes = group?.members.filter(member => member.role === 'voter') ?? [];
      const here = votes.filter(member => member.cluster === cluster).length;
      const lost = here > 0 ? `, which has ${here} of the ${votes.length} votes of group ${seat.group}` : '';
      return [
        {
          at,
          about: [absent({ unit: system.name, cluster }, 'StatefulSet', seat.statefulSet)],
          problem: `there is no StatefulSet ${seat.statefulSet}${lost}`,
          fix: `restore it in ${seat.folder}, or remove the cluster from the topology after its members have left the group`,
        },
      ];
    }),
);
