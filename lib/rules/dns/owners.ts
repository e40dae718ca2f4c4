import { difference, type RenderedRecord, recordKey, recordsOf } from '../../manifests/dns-records';
import { type ManifestFound, unitRule } from '../rule';

/** No two clusters write one record against each other. */
export const recordOwners = unitRule(
  {
    name: 'dns/owners',
    severity: 'error',
    demands:
      'A record that several clusters publish is the same in all of them, or has a set identifier of its own in each; a name with a CNAME has nothing else.',
    why: 'One record has one content: with two, every round of ExternalDNS puts its own in the place of the other, or the second is never written.',
    source: 'ExternalDNS plan/plan.go and issues 1441, 2156, 5916; RFC 1034, section 3.6.2: a CNAME stands alone.',
  },
  unit => {
    const first = new Map<string, RenderedRecord>();
    const names = new Map<string, RenderedRecord>();
    return unit.clusters.flatMap(cluster =>
      recordsOf(cluster).flatMap((record): readonly ManifestFound[] => {
        const { object, path, name, type, setIdentifier } = record;
        if (name === '') return [];
        const key = recordKey(record);
        const before = first.get(key);
        const differs = before && difference(record, before);
        if (!before) first.set(key, record);
        if (before && differs) {
          const { field, one, other } = differs;
          const problem = `${cluster.cluster} publishes ${key} with ${field} ${one}, and ${before.object.cluster} with ${other}: each writes over the other`;
          return [
            {
              object,
              path: [...path, field],
              problem,
              fix: 'make it the same everywhere, or give each cluster a setIdentifier of its own',
            },
          ];
        }
        const other = names.get(name);
        if (!other) names.set(name, record);
        if (!other) return [];
        if ((other.setIdentifier === '') !== (setIdentifier === '')) {
          const problem = `${name} has a setIdentifier ${setIdentifier === '' ? `in ${other.object.cluster} and none here` : `here and none in ${other.object.cluster}`}`;
          return [
            { object, path: [...path, 'setIdentifier'], problem, fix: 'give a setIdentifier to all records of the name, or to none' },
          ];
        }
        if (type !== other.type && (type === 'CNAME' || other.type === 'CNAME') && setIdentifier === '') {
          const problem = `${name} is ${type} here and ${other.type} in ${other.object.cluster}, and a CNAME stands alone`;
          return [{ object, path: [...path, 'recordType'], problem, fix: 'publish one type for the name' }];
        }
        return [];
      }),
    );
  },
);
