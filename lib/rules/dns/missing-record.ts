import { recordKey, recordsOf } from '../../manifests/dns-records';
import { plannedRecords } from '../../manifests/planned-records';
import { unitRule } from '../rule';

/** Each cluster publishes the records that the plan has it publish. */
export const missingRecord = unitRule(
  {
    name: 'dns/missing-record',
    severity: 'error',
    demands: 'Each record of the plan is in a DNSEndpoint of each cluster that publishes it.',
    why: 'A record that a cluster does not hold is gone with the clusters that do: nobody is left to publish it, or to move it.',
    source: 'ExternalDNS documentation, "CRD source"; a record of a policy is one that its own cluster keeps.',
  },
  unit => {
    const { system } = unit;
    if (!system) return [];
    const planned = plannedRecords(system);
    return unit.clusters.flatMap(cluster => {
      // That a cluster has nothing at all is for membership/missing-members to say.
      if (!cluster.seat || cluster.objects.length === 0) return [];
      const there = new Set(recordsOf(cluster).map(recordKey));
      return planned
        .filter(record => record.clusters.includes(cluster.cluster) && !there.has(recordKey(record)))
        .map(record => ({
          at: `${system.name}/${cluster.cluster}`,
          problem: `the cluster is to publish ${recordKey(record)} with ${record.targets.join(', ')}, and has no such record`,
          fix: `add it to a DNSEndpoint with the label georaft.io/dns-scope=${record.scope}`,
        }));
    });
  },
);
