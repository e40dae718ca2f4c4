import type { Commit } from './course';
import { evicted } from './drains';
import { isTakenInAgain } from './failures';
import { majority, votesIn } from './raft-group';
import { Cluster, Data, Head, nothing, Role, Runs, type State } from './state';
import type { Emit, World } from './world';

/** Whether a cluster is gone for ever. */
export const isGone = (state: State, cluster: number): boolean => (((state[Head.gone] ?? 0) >> cluster) & 1) === 1;

/** Voters of the group in clusters that are gone for ever. */
export const votersGone = (world: World, state: State): number =>
  world.podsWith(state, Role.voter).filter(pod => isGone(state, world.course.pods[pod]?.cluster ?? 0)).length;

/** Whether whoever changes the program may want this target: clusters that are gone are lost in it, and no others. */
export const isMarked = (world: World, state: State, target: number): boolean => world.course.lost(target) === (state[Head.gone] ?? 0);

/**
 * A cluster goes for ever, at any moment at which the group has a quorum without it, where there is a program to say so afterwards. Its pods
 * and volumes go with it; who of it is in the group stays there.
 */
export function goForEver(world: World, state: State, commit: Commit, emit: Emit): void {
  const { course, laws } = world;
  if ((state[Head.loss] ?? 0) !== 0 || (laws.evictions !== 'none' && evicted(world, state) > 0)) return;
  const gone = state[Head.gone] ?? 0;
  const isHeld = (cluster: number): boolean =>
    [...commit.changing].some(
      ([pod, role]) =>
        course.pods[pod]?.cluster !== cluster && (role === 'leaving' || role === 'lost' || isTakenInAgain(world, commit, pod)),
    );
  const mayRetarget = commit.target === 0 || (state[Head.retargets] ?? 0) < laws.retargets;
  for (let target = 1; target < course.systems.length && mayRetarget; target += 1) {
    const lost = course.lost(target);
    if (target === commit.target || lost === gone || (lost & gone) !== gone) continue;
    course.clusters.forEach((name, cluster) => {
      // Whoever changes the program says it of each one before the next one goes.
      if ((gone | (1 << cluster)) !== lost || isGone(state, cluster)) return;
      if (isHeld(cluster)) return;
      const { all } = votesIn(world, state);
      const rest = votesIn(world, without(world, state, cluster)).living;
      if (rest < majority(all)) return;
      emit(
        'gone',
        () => `${name} is gone for ever`,
        copy => copy.set(without(world, state, cluster)),
      );
    });
  }
}

function without(world: World, state: State, cluster: number): State {
  const copy = state.slice();
  copy[Head.gone] = (copy[Head.gone] ?? 0) | (1 << cluster);
  for (const field of [Cluster.applied, Cluster.operation, Cluster.template, Cluster.claims, Cluster.budget])
    world.set(copy, cluster, field, nothing);
  world.set(copy, cluster, Cluster.phase, 0);
  world.course.pods.forEach((pod, number) => {
    if (pod.cluster !== cluster) return;
    world.put(copy, number, { runs: Runs.none, template: 0, mark: 0, data: Data.none, owner: 0, evicted: 0, claim: 0 });
  });
  return copy;
}
