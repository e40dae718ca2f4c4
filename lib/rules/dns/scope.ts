import { recordKey, recordsOf } from '../../manifests/dns-records';
import { dnsScopeLabel } from '../../manifests/external-dns';
import { plannedRecords } from '../../manifests/planned-records';
import { type ManifestFound, unitRule } from '../rule';

/** A record is published by the instance of ExternalDNS that may: the cluster's own, or the one for what clusters share. */
export const recordScope = unitRule(
  {
    name: 'dns/scope',
    severity: 'error',
    demands:
      "The label georaft.io/dns-scope of a DNSEndpoint is 'local' for records of one cluster and 'global' for those that clusters share.",
    why: 'A shared record in the hands of a local instance has one owner: no other cluster may move it when that one is lost. A local record in the hands of the global ones is never taken back, and without a label nobody publishes it.',
    source:
      'ExternalDNS registry/txt and plan/plan.go: an instance changes only what its owner id owns; a policy of upsert-only never removes.',
  },
  unit => {
    const planned = new Map(unit.system && plannedRecords(unit.system).map(record => [recordKey(record), record.scope]));
    const publishers = new Map<string, Set<string>>();
    for (const cluster of unit.clusters)
      for (const record of recordsOf(cluster)) {
        const key = recordKey(record);
        const known = publishers.get(key);
        if (known) known.add(cluster.cluster);
        else publishers.set(key, new Set([cluster.cluster]));
      }
    return unit.clusters.flatMap(cluster =>
      recordsOf(cluster).flatMap((record): readonly ManifestFound[] => {
        const key = recordKey(record);
        const scope = record.labels[dnsScopeLabel];
        const wanted = planned.get(key) ?? (scope === 'local' && (publishers.get(key)?.size ?? 0) > 1 ? 'global' : scope);
        if (scope === wanted) return [];
        const clusters = publishers.get(key)?.size ?? 1;
        const problem = `it holds ${key}, which ${clusters > 1 ? `${clusters} clusters share` : 'is of this cluster'}, and its label ${dnsScopeLabel} is ${scope === undefined ? 'missing' : `'${scope}'`}`;
        return [{ object: record.object, path: ['metadata', 'labels', dnsScopeLabel], problem, fix: `make it '${wanted}'` }];
      }),
    );
  },
);
