import type { Baseline } from './baseline';
import { type CutLink, follows, reaches, type SettledGroup } from './cut-link';

/** What one load balancer, gateway or name server makes of a link that is cut. */
export interface View {
  /** The cluster that it is in. */
  readonly at: string;
  /** Clusters that it leads clients to, and that write for them. */
  readonly writes: readonly string[];
  /** Whether it leads nobody to another one. */
  readonly whole: boolean;
}

/** What all of them make of it, while they prefer clusters in this order. */
export function viewsOf(order: readonly string[], link: CutLink, group: SettledGroup, { viewpoints }: Baseline): readonly View[] {
  const { clusters, share, sees } = viewpoints;
  const following = follows(group);
  return clusters.map(at => {
    const reached = (cluster: string): boolean => reaches(link, at, cluster);
    const writes = (cluster: string): boolean => reached(cluster) && following(cluster);
    const healthy = { nothing: () => true, connections: reached, leaders: writes }[sees()];
    const left = order.filter(healthy);
    const targets = share === 'first' ? left.slice(0, 1) : left;
    return { at, writes: targets.filter(writes), whole: targets.length > 0 && targets.every(writes) };
  });
}

/** Clusters whose clients get no write through, or not all of them. */
export const withoutWrites = (views: readonly View[]): readonly string[] => views.filter(({ whole }) => !whole).map(({ at }) => at);

/** Clusters that write for somebody, by index. */
export function served(views: readonly View[], { clusters }: Pick<Baseline, 'clusters'>): readonly string[] {
  const all = new Set(views.flatMap(({ writes }) => writes));
  return clusters.filter(cluster => all.has(cluster));
}
