import { recordKey, recordsOf } from '../../manifests/dns/dns-records';
import { dnsScopeLabel } from '../../manifests/dns/external-dns';
import { plannedRecords } from '../../manifests/dns/planned-records';
import { type ManifestFound, unitRule } from '../rule';

/** A record is published by the instance of ExternalDNS that may: the cluster's own, or the one for what clusters share. */
export const recordScope = unitRule(
  {
    name: 'dns/scope',
    severity: 'error',
    demands:
      "The label georaft.io/dns-scope of a DNSEndpoint is 'local' for records of one cluster and for its part of a record set, 'global' for records that clusters share, and 'computed' for those whose answers the server computes.",
    why: 'A shared record in the hands of a local instance has one owner: no other cluster may move it when that one is lost. A local record in the hands of the global ones is never taken back, a computed one is never changed by an instance that looks for its owner, and without a label nobody publishes it.',
    source:
      'ExternalDNS registry/txt and plan/plan.go: an instance changes only what its owner id owns; a policy of upsert-only never removes.',
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
        // Different answers are parts of one, or are found by dns/owners.
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
        const whose =
          record.type === 'LUA' ? 'the server computes' : clusters.size > 1 ? `${clusters.size} clusters share` : 'is of this cluster';
        const problem = `it holds ${key}, which ${whose}, and its label ${dnsScopeLabel} is ${scope === undefined ? 'missing' : `'${scope}'`}`;
        return [{ object: record.object, path: ['metadata', 'labels', dnsScopeLabel], problem, fix: `make it '${wanted}'` }];
      }),
    );
  },
);
