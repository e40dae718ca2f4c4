import { recordKey, recordsOf } from '../../manifests/dns/dns-records';
import { plannedRecords } from '../../manifests/dns/planned-records';
import { type ManifestFound, unitRule } from '../rule';
import { absent, anyOf } from '../subject';
import { plannedRecord } from './record';

/** Each cluster publishes the records that the plan has it publish. */
export const missingRecord = unitRule(
  {
    name: 'dns/missing-record',
    severity: 'error',
    demands: 'Each record of the plan is in a DNSEndpoint of each cluster that publishes it.',
    why: 'A record that a cluster does not hold is gone with the clusters that do: nobody is left to publish it, or to move it.',
    source: 'ExternalDNS documentation, "CRD source"; a record of a policy is one that its own cluster keeps.',
    follows: [plannedRecord],
  },
  unit => {
    const { system } = unit;
    if (!system) return [];
    const planned = plannedRecords(system);
    // Also clusters without members may write what others share.
    const publishing = [...new Set(planned.flatMap(({ clusters }) => clusters))];
    return publishing.flatMap(name => {
      const cluster = unit.clusters.find(each => each.cluster === name);
      // That a cluster has nothing at all is for membership/missing-members to say.
      if (cluster?.seat && cluster.objects.length === 0) return [];
      const there = new Set(cluster && recordsOf(cluster).map(recordKey));
      return planned
        .filter(record => record.clusters.includes(name) && !there.has(recordKey(record)))
        .map(record => ({
          ...evidence(system.name, name, recordKey(record), there.size === 0),
          at: `${system.name}/${name}`,
          problem: `the cluster is to publish ${recordKey(record)} with ${record.targets.join(', ')}, and has no such record`,
          fix: `add it to a DNSEndpoint with the label georaft.io/dns-scope=${record.scope}`,
        }));
    });
  },
);

/** A record that is not there, or with all others of the cluster; one that the plan does not have may have been meant. */
function evidence(unit: string, cluster: string, key: string, alone: boolean): Pick<ManifestFound, 'about' | 'reads'> {
  const place = { unit, cluster };
  const none = absent(place, 'DNSEndpoint');
  const about = alone ? none : { ...anyOf(place, 'DNSEndpoint', 'spec', 'endpoints', key), holds: 'nothing' as const };
  return { about: [about], reads: [none, anyOf(place, 'DNSEndpoint', 'spec', 'endpoints')] };
}
