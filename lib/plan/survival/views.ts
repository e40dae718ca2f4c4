import type { Baseline } from './baseline';
import { type CutLink, follows, reaches, type SettledGroup } from './cut-link';

/** How one load balancer, gateway or name server routes clients after a link was cut. */
export interface View {
  /** The cluster that it is in. */
  readonly at: string;
  /** Clusters that it routes clients to and in which their writes succeed. */
  readonly writes: readonly string[];
  /** Whether all clients that it routes can write. */
  readonly whole: boolean;
}

/** How each of them routes clients after a link was cut, if they prefer clusters in this order. */
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

/** Clusters whose load balancer, gateway or name server routes some clients, or all, to a cluster that cannot write. */
export const withoutWrites = (views: readonly View[]): readonly string[] => views.filter(({ whole }) => !whole).map(({ at }) => at);

/** Clusters in which writes of some clients succeed, by index. */
export function served(views: readonly View[], { clusters }: Pick<Baseline, 'clusters'>): readonly string[] {
  const all = new Set(views.flatMap(({ writes }) => writes));
  return clusters.filter(cluster => all.has(cluster));
}
