import type { Course } from './course';

/** What fails at a moment that nobody chose. */
export interface Loss {
  readonly kind: 'member' | 'zone' | 'cluster' | 'volume';
  readonly pods: readonly number[];
  readonly cluster: number;
}

/** The losses of these kinds that a course can meet. Members are spread over the zones of their cluster one by one. */
export function lossesOf({ pods, clusters }: Course, kinds: readonly Loss['kind'][], zones: number): readonly Loss[] {
  const numbered = pods.map((pod, number) => ({ ...pod, number }));
  const each: Readonly<Record<Loss['kind'], () => readonly Loss[]>> = {
    member: () => numbered.map(({ number, cluster }) => ({ kind: 'member', pods: [number], cluster })),
    volume: () => numbered.map(({ number, cluster }) => ({ kind: 'volume', pods: [number], cluster })),
    cluster: () => clusters.map((_, cluster) => ({ kind: 'cluster', pods: in_(cluster).map(({ number }) => number), cluster })),
    zone: () =>
      clusters.flatMap((_, cluster) =>
        Array.from({ length: zones }, (_, zone) => ({
          kind: 'zone' as const,
          pods: in_(cluster).flatMap(({ at, number }) => (at % zones === zone ? [number] : [])),
          cluster,
        })),
      ),
  };
  return kinds.flatMap(kind => each[kind]());

  function in_(cluster: number) {
    return numbered.filter(pod => pod.cluster === cluster);
  }
}

/** What a step says that it does not survive, in these terms: a zone is a part of its cluster. */
export const isDeclared = ({ kind, cluster }: Loss, fatal: readonly string[], course: Course): boolean =>
  fatal.includes('any member') || (kind !== 'member' && kind !== 'volume' && fatal.includes(course.clusters[cluster] ?? ''));
