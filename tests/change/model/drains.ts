import type { Commit } from './course';
import { lossIn } from './failures';
import { votersGone } from './gone';
import type { Committed } from './operator';
import { Cluster, Head, Pod, Role, Runs, type State } from './state';
import type { Emit, World } from './world';

/**
 * The nodes of a cluster are drained, in the order that they have: an API server evicts a member as long as its own budget is met without.
 * What it knows is its cluster alone, and the budget that was applied there last.
 */
export function evict(world: World, state: State, cluster: number, emit: Emit): void {
  const { course, laws } = world;
  const told = world.told(cluster, world.get(state, cluster, Cluster.budget));
  // One thing happens at a time: who is evicted is missing as after any other loss, and a cluster that is gone until its members are removed.
  if (!told?.votes || (laws.evictions === 'drained' && !told.drained) || lossIn(world, state) || votersGone(world, state) > 0) return;
  const healthy = course.pods.flatMap((pod, number) =>
    pod.cluster === cluster && world.isUp(state, number) && world.of(state, number, Pod.role) === Role.voter ? [number] : [],
  );
  if (healthy.length - 1 < told.floor) return;
  for (const pod of healthy)
    emit(
      'eviction',
      () => `${world.name(pod)} is evicted`,
      copy => world.put(copy, pod, { runs: Runs.none, evicted: 1 }),
    );
}

/** Whoever runs again is back; whoever is no member any more is not missed. */
export function afterEvictions(world: World, state: State): void {
  for (let pod = 0; pod < world.course.pods.length; pod += 1)
    if (world.isUp(state, pod) || world.of(state, pod, Pod.role) !== Role.voter) world.put(state, pod, { evicted: 0 });
}

/** Voters that were evicted and are not back. */
export const evicted = (world: World, state: State): number =>
  world.podsWith(state, Role.voter).reduce((sum, pod) => sum + world.of(state, pod, Pod.evicted), 0);

/** Whoever drains nodes says so first, as often as the laws let them, once the gate holds. */
export function drain(world: World, state: State, commit: Commit, emit: Emit, to: Committed): void {
  const { course, laws } = world;
  if ((state[Head.drains] ?? 0) >= laws.drains) return;
  course.clusters.forEach((name, cluster) => {
    const next = course.drained(commit, cluster);
    if (next) emit('drain', () => `commit: the nodes of ${name} are to be drained`, to(next, Head.drains));
  });
}
