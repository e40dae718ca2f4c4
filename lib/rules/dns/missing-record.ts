import { recordKey, recordsOf } from '../../manifests/dns/dns-records';
import { plannedRecords } from '../../manifests/dns/planned-records';
import { type ManifestFound, unitRule } from '../rule';
import { absent, anyOf } from '../subject';
import { plannedRecord } from './record';

/** Each cluster publishes its records of the plan. */
export const missingRecord = unitRule(
  {
    name: 'dns/missing-record',
    severity: 'error',
    demands: 'Each record of the plan is in a DNSEndpoint of each cluster that publishes it.',
    why: 'If only some clusters have a record and these are lost, no cluster is left to publish or move it.',
    source: 'ExternalDNS documentation, "CRD source"; each cluster publishes its own record of a routing policy.',
    follows: [plannedRecord],
  },
  unit => {
    const { system } = unit;
    if (!system) return [];
    const planned = plannedRecords(system);
    // Clusters without members may write shared records too.
    const publishing = [...new Set(planned.flatMap(({ clusters }) => clusters))];
    return publishing.flatMap(name => {
      const cluster = unit.clusters.find(each => each.cluster === name);
      // The rule membership/missing-members reports a cluster without any object.
      if (cluster?.seat && cluster.objects.length === 0) return [];
      const there = new Set(cluster && recordsOf(cluster).map(recordKey));
      return planned
        .filter(record => record.clusters.includes(name) && !there.has(recordKey(record)))
        .map(record => ({
          ...evidence(system.name, name, recordKey(record), there.size === 0),
          at: `${system.name}/${name}`,
          problem: `the cluster must publish ${recordKey(record)} with ${record.targets.join(', ')}, and has no such record`,
          fix: `add it to a DNSEndpoint with the label georaft.io/dns-scope=${record.scope}`,
        }));
    });
  },
);

/**
 * The subject of a finding about a missing record, or about all records of the cluster. A record that is not in the
 * plan may be the intended one.
 */
function evidence(unit: string, cluster: string, key: string, alone: boolean): Pick<ManifestFound, 'about' | 'reads'> {
  const place = { unit, cluster };
  const none = absent(place, 'DNSEndpoint');
  const about = alone ? none : { ...anyOf(place, 'DNSEndpoint', 'spec', 'endpoints', key), holds: 'nothing' as const };
  return { about: [about], reads: [none, anyOf(place, 'DNSEndpoint', 'spec', 'endpoints')] };
}
