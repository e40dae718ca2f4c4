import type { ClusterLoss } from '../model/survival-plan';
import type { Baseline } from './baseline';

/** The loss of every cluster. */
export const clusterLosses = (clusters: readonly string[]): readonly ClusterLoss[] =>
  clusters.map(cluster => ({ loss: 'cluster', clusters: [cluster], other: [] }));

/** The loss of every pair of clusters. */
export const pairLosses = (clusters: readonly string[]): readonly ClusterLoss[] =>
  clusters.flatMap((one, position) =>
    clusters.slice(position + 1).map((two): ClusterLoss => ({ loss: 'pair', clusters: [one, two], other: [] })),
  );

/**
 * The loss of every zone, as the clusters that have the zone. Clusters of one region may share a zone. Zones that the same clusters have
 * are one loss, since the worst of them counts. A zone that is the only one of its only cluster is left out: its loss is that of the
 * cluster.
 */
export function zoneLosses({ clusters, zones, regions }: Pick<Baseline, 'clusters' | 'zones' | 'regions'>): readonly ClusterLoss[] {
  const sharing = new Map<string, string[]>();
  for (const cluster of clusters) {
    for (const zone of new Set(zones.get(cluster))) {
      const key = `${regions.get(cluster)}\n${zone}`;
      const found = sharing.get(key);
      if (found) found.push(cluster);
      else sharing.set(key, [cluster]);
    }
  }
  const distinct = new Map([...sharing.values()].map(found => [found.join('\n'), found]));
  return [...distinct.values()]
    .filter(found => found.length > 1 || (zones.get(found[0] ?? '')?.length ?? 0) > 1)
    .map(found => ({ loss: 'zone', clusters: found, other: [] }));
}

/** Every split of the clusters into two sides; the first cluster is always on the first side. */
export function splits(clusters: readonly string[]): readonly ClusterLoss[] {
  const [first, ...others] = clusters;
  if (first === undefined) return [];
  // Every subset of the other clusters except all of them; a bit for each cluster that is on the first side.
  return Array.from({ length: 2 ** others.length - 1 }, (_, bits): ClusterLoss => {
    const together = (position: number): boolean => Math.floor(bits / 2 ** position) % 2 === 1;
    return {
      loss: 'split',
      clusters: [first, ...others.filter((_cluster, position) => together(position))],
      other: others.filter((_cluster, position) => !together(position)),
    };
  });
}

/** Every loss of a cluster of the serving group while a drain has evicted as many voters of another cluster as the budget allows. */
export function drainLosses({ serving, allowedDown }: Baseline): readonly ClusterLoss[] {
  const drained = [...allowedDown].filter(([, allowed]) => allowed > 0).map(([cluster]) => cluster);
  return [...serving.votes.keys()].flatMap(lost =>
    drained
      .filter(cluster => cluster !== lost)
      .map((cluster): ClusterLoss => ({ loss: 'drain-and-loss', clusters: [lost], other: [cluster] })),
  );
}
