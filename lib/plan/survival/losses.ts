import type { Loss } from '../model/survival-plan';
import type { Baseline } from './baseline';

/** Every cluster. */
export const clusterLosses = (clusters: readonly string[]): readonly Loss[] =>
  clusters.map(cluster => ({ loss: 'cluster', clusters: [cluster], other: [] }));

/** Every pair of clusters. */
export const pairLosses = (clusters: readonly string[]): readonly Loss[] =>
  clusters.flatMap((one, position) => clusters.slice(position + 1).map((two): Loss => ({ loss: 'pair', clusters: [one, two], other: [] })));

/**
 * Every zone, as the clusters that have it. Zones of one cluster are alike, since the worst is asked for; clusters of one
 * region may share a zone. The only zone of one cluster is that cluster.
 */
export function zoneLosses({ clusters, zones, regions }: Pick<Baseline, 'clusters' | 'zones' | 'regions'>): readonly Loss[] {
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

/** Every way to split the clusters in two, the first of them always on the first side. */
export function splits(clusters: readonly string[]): readonly Loss[] {
  const [first, ...others] = clusters;
  if (first === undefined) return [];
  // Every subset of the others but the whole: a bit for each that is on the first side.
  return Array.from({ length: 2 ** others.length - 1 }, (_, bits): Loss => {
    const together = (position: number): boolean => Math.floor(bits / 2 ** position) % 2 === 1;
    return {
      loss: 'split',
      clusters: [first, ...others.filter((_cluster, position) => together(position))],
      other: others.filter((_cluster, position) => !together(position)),
    };
  });
}

/** Every loss of a cluster of the serving group while a drain takes as many voters of another as its budget lets it. */
export function drainLosses({ serving, allowedDown }: Baseline): readonly Loss[] {
  const drained = [...allowedDown].filter(([, allowed]) => allowed > 0).map(([cluster]) => cluster);
  return [...serving.votes.keys()].flatMap(lost =>
    drained.filter(cluster => cluster !== lost).map((cluster): Loss => ({ loss: 'drain-and-loss', clusters: [lost], other: [cluster] })),
  );
}
