import { recordKey, recordsOf } from '../../manifests/dns/dns-records';
import { dnsScopeLabel } from '../../manifests/dns/external-dns';
import { plannedRecords } from '../../manifests/dns/planned-records';
import { type ManifestFound, unitRule } from '../rule';

/** The right instance of ExternalDNS publishes a record: the cluster's own, or the one for shared or computed records. */
export const recordScope = unitRule(
  {
    name: 'dns/scope',
    severity: 'error',
    demands:
      "The label georaft.io/dns-scope of a DNSEndpoint is 'local' for records of one cluster and for its part of a record set, 'global' for shared records, and 'computed' for records whose answers the server computes.",
    why: 'If a local instance publishes a shared record, its cluster is the only owner, and no other cluster may move the record when that one is lost. A global instance never removes a local record. An instance with a registry never changes a computed one. Without the label, no instance publishes a record.',
    source:
      'ExternalDNS registry/txt and plan/plan.go: an instance changes only records of its owner id; a policy of upsert-only never removes.',
  },
  unit => {
    const planned = new Map(unit.system && plannedRecords(unit.system).map(record => [recordKey(record), record.scope]));
    const publishers = new Map<string, { readonly clusters: Set<string>; readonly answers: Set<string> }>();
    for (const cluster of unit.clusters)
      for (const record of recordsOf(cluster)) {
        const known = publishers.get(recordKey(record)) ?? { clusters: new Set(), answers: new Set() };
        publishers.set(recordKey(record), known);
        known.clusters.add(cluster.cluster);
        known.answers.add(record.targets.join());
      }
    return unit.clusters.flatMap(cluster =>
      recordsOf(cluster).flatMap((record): readonly ManifestFound[] => {
        const key = recordKey(record);
        const scope = record.labels[dnsScopeLabel];
        const { clusters, answers } = publishers.get(key) ?? { clusters: new Set(), answers: new Set() };
        // Different answers are parts of one record set, or dns/owners reports them.
        const isShared = clusters.size > 1 && answers.size === 1;
        const usual =
          record.type === 'LUA'
            ? 'computed'
            : scope === 'computed'
              ? isShared
                ? 'global'
                : 'local'
              : scope === 'local' && isShared
                ? 'global'
                : scope;
        const wanted = planned.get(key) ?? (scope === undefined ? undefined : usual);
        if (scope === wanted) return [];
        const kind =
          record.type === 'LUA' ? 'the server computes' : clusters.size > 1 ? `${clusters.size} clusters share` : 'is of this cluster';
        const problem = `it has ${key}, which ${kind}, and its label ${dnsScopeLabel} is ${scope === undefined ? 'missing' : `'${scope}'`}`;
        return [{ object: record.object, path: ['metadata', 'labels', dnsScopeLabel], problem, fix: `set it to '${wanted}'` }];
      }),
    );
  },
);
