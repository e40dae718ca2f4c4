import { clusterIndex } from '../fleet/cluster-index';
import { fleetRule } from '../rule';

/** Peers know a member by its name: a member with another name is another member, with an empty volume. */
export const identityChange = fleetRule(
  {
    name: 'change/identity',
    severity: 'error',
    demands: 'Namespace, zone and ordinals of a system stay as they were in the last output.',
    why: 'Peers know a member by its name. A member with another name is another member, with an empty volume.',
    source: 'etcd server/etcdserver/api/membership/member.go: the member id is a hash of its peer URLs.',
    follows: [clusterIndex],
  },
  ({ systems, fleet }, previous) =>
    systems.flatMap(({ name, namespace, seats }) => {
      const before = previous?.systems.find(old => old.name === name);
      if (!before || !previous) return [];
      const moved =
        before.namespace === namespace
          ? []
          : [
              {
                at: name,
                problem: `the namespace was '${before.namespace}' in the last output and is '${namespace}' now`,
                fix: `keep '${before.namespace}': volumes cannot follow`,
              },
            ];
      const zone =
        previous.fleet.zone === fleet.dns.zone
          ? []
          : [
              {
                at: name,
                problem: `the zone was '${previous.fleet.zone}' in the last output and is '${fleet.dns.zone}' now, which renames every member`,
                fix: `keep '${previous.fleet.zone}'`,
              },
            ];
      const numbers = seats.flatMap(({ cluster, pool }) =>
        before.seats
          .filter(old => old.cluster === cluster.name && old.statefulSet === pool.name && old.firstOrdinal !== pool.firstOrdinal)
          .map(old => ({
            at: `${name}/${cluster.name}`,
            problem: `the first member was ${pool.name}-${old.firstOrdinal} in the last output and is ${pool.name}-${pool.firstOrdinal} now`,
            fix: "keep the cluster's index and the fleet's 'ordinalStride'",
            reads: [{ field: ['index', cluster.index] }],
            about: [{ unit: name, cluster: cluster.name, field: ['ordinals'] }],
          })),
      );
      return [...moved, ...zone, ...numbers];
    }),
);
