import type { Commit } from './course';
import { evicted } from './drains';
import { isGone, votersGone } from './gone';
import type { Loss } from './losses';
import { isDone } from './operator';
import { majority, votesIn } from './raft-group';
import { Cluster, commitOf, Data, Head, nothing, Pod, Role, Runs, type State } from './state';
import type { Emit, World } from './world';

/** What is lost now. It counts for as long as not all that it took runs again. */
export const lossIn = (world: World, state: State): Loss | undefined => world.losses[((state[Head.loss] ?? 0) - 1) >> 1];

const isAway = (state: State): boolean => (state[Head.loss] ?? 0) % 2 === 1;

/** One loss at a time, at any moment, for any while. A volume does not come back. */
export function lose(world: World, state: State, commit: Commit, emit: Emit): void {
  const now = state[Head.loss] ?? 0;
  if (now === 0) {
    if (world.laws.evictions !== 'none' && evicted(world, state) > 0) return;
    world.losses.forEach((loss, at) => {
      const { kind, pods, cluster } = loss;
      const hit = pods.filter(pod => world.isUp(state, pod));
      if (hit.length === 0 || (kind === 'volume' && !mayLoseVolume(world, state, commit, loss))) return;
      const what = kind === 'member' || kind === 'volume' ? world.name(pods[0] ?? 0) : world.course.clusters[cluster];
      emit(
        'loss',
        () => `loss of the ${kind} ${what}`,
        copy => {
          copy[Head.loss] = 2 * at + 1;
          for (const pod of hit) world.put(copy, pod, { runs: Runs.waits });
          if (kind !== 'volume') return;
          copy[Head.volumes] = (copy[Head.volumes] ?? 0) + 1;
          for (const pod of hit) world.put(copy, pod, { mark: 0, data: Data.none, owner: 0 });
        },
      );
    });
    return;
  }
  if (!isAway(state) || lossIn(world, state)?.kind === 'volume') return;
  emit(
    'return',
    () => 'what was lost comes back',
    copy => {
      copy[Head.loss] = now + 1;
    },
  );
}

/** A group that needs every vote is restored from a backup, and not by a replacement. */
function mayLoseVolume(world: World, state: State, commit: Commit, { pods }: Loss): boolean {
  // Nobody is taken in again while a cluster that is gone for ever has members in the group.
  if ((state[Head.volumes] ?? 0) >= world.laws.volumes || votersGone(world, state) > 0) return false;
  // Whoever commits begins once the program is changed, which may wait for a cluster to go.
  if (commit.target === 0 && world.course.everLost > 0) return false;
  const { all, living } = votesIn(world, state);
  const votes = pods.every(pod => world.of(state, pod, Pod.role) === Role.voter);
  // A second member without a volume, while the first one is taken in again, is what no step leads out of.
  if ([...commit.changing].some(([pod, role]) => !pods.includes(pod) && (role === 'lost' || isTakenInAgain(world, commit, pod))))
    return false;
  const isAtRest = commit.changing.size === 0 && commit.thawed.length === 0 && isDone(world, state, commit) && isIdle(world, state);
  return votes && living - 1 >= majority(all) && (world.laws.volumesLostIn === 'change' || isAtRest);
}

/** Whether a member that joins is one that was given up. */
export const isTakenInAgain = (world: World, { group, changing }: Commit, pod: number): boolean => {
  const name = world.name(pod);
  return changing.get(pod) === 'joining' && group.members[name]?.volume !== (group.left?.[name] ?? 0) + 1;
};

const isIdle = (world: World, state: State): boolean =>
  world.course.clusters.every((_, cluster) => world.get(state, cluster, Cluster.operation) === nothing);

/** Whether the group has removed a member that it is to take in again. */
function isReplaced(world: World, state: State, pod: number): boolean {
  const role = world.course.at(commitOf(state)).changing.get(pod);
  return role === 'lost' || role === 'joining';
}

/** A loss is over once all that it took run again, or are no member any more and not replaced either. */
export function afterLosses(world: World, state: State): State {
  const loss = lossIn(world, state);
  if (!loss || (isAway(state) && loss.kind !== 'volume')) return state;
  const isMissing = (pod: number): boolean => {
    const role = world.of(state, pod, Pod.role);
    if (loss.kind !== 'volume') return role === Role.voter && !world.isUp(state, pod);
    if (role === Role.none) return world.of(state, pod, Pod.runs) !== Runs.none || isReplaced(world, state, pod);
    return !world.isUp(state, pod) || role === Role.learner || world.of(state, pod, Pod.data) === Data.incomplete;
  };
  if (!loss.pods.some(isMissing)) state[Head.loss] = 0;
  return state;
}

/** Whether a pod cannot run for now. */
export const isLost = (world: World, state: State, pod: number): boolean => {
  const loss = isAway(state) ? lossIn(world, state) : undefined;
  return loss !== undefined && loss.kind !== 'volume' && loss.pods.includes(pod);
};

/** Whether nothing happens in a cluster for now. */
export const isCut = (world: World, state: State, cluster: number): boolean => {
  if (isGone(state, cluster)) return true;
  const loss = isAway(state) ? lossIn(world, state) : undefined;
  return loss?.kind === 'cluster' && loss.cluster === cluster;
};
