import { difference, recordKey, recordsOf } from '../../manifests/dns/dns-records';
import { plannedRecords } from '../../manifests/dns/planned-records';
import { type ManifestFound, unitRule } from '../rule';
import { primaryCheck } from './primary-check';
import { writtenTarget } from './record-target';
import { routingValue } from './routing-value';

/** A record is the plan's record, in every cluster. */
export const plannedRecord = unitRule(
  {
    name: 'dns/record',
    severity: 'error',
    demands: 'Each record of a system is one of the plan, with its targets, its TTL and its properties.',
    why: 'Another target routes clients elsewhere. A longer TTL keeps them there after a failover. A missing property is a missing health check or weight.',
    source: 'The plan in fleet.json, whose outage is computed from these records; ExternalDNS documentation, "CRD source".',
    follows: [writtenTarget, routingValue, primaryCheck],
  },
  unit => {
    const { system } = unit;
    if (!system) return [];
    const planned = plannedRecords(system);
    return unit.clusters.flatMap(cluster => {
      const isWriter = planned.some(({ clusters }) => clusters.includes(cluster.cluster));
      if (!cluster.seat && !isWriter) return [];
      const wanted = new Map(
        planned.filter(({ clusters }) => clusters.includes(cluster.cluster)).map(record => [recordKey(record), record]),
      );
      return recordsOf(cluster).flatMap((record): readonly ManifestFound[] => {
        const { object, path } = record;
        const plan = wanted.get(recordKey(record));
        if (!plan) {
          const problem = `it publishes ${recordKey(record)}, which this cluster must not publish according to the plan`;
          return [{ object, path, problem, fix: 'remove it' }];
        }
        const differs = difference(record, plan);
        if (!differs) return [];
        const { field, one, other } = differs;
        const problem = `${field} of ${recordKey(record)}: ${one}, and the plan has ${other}`;
        return [{ object, path: [...path, field], problem, fix: `set it to ${other}` }];
      });
    });
  },
);
