import { isLeft, workByHand } from './claims';
import type { Commit, Later } from './course';
import { drain } from './drains';
import { lossIn } from './failures';
import { isMarked, votersGone } from './gone';
import { hasQuorum, mayReplace } from './raft-group';
import { Cluster, Data, Head, nothing, Pod, Role, Runs, type State } from './state';
import type { Emit, World } from './world';

/** What a commit makes of a state; where it is counted, in which field of its head. */
export type Committed = (next: Later, count?: number) => (copy: State) => void;

/** Whoever commits: the next step once its gate holds, a program that was changed at any time, a member that lost its volume. */
export function operate(world: World, state: State, commit: Commit, emit: Emit): void {
  const { course, laws } = world;
  const to: Committed = (next, count) => copy => {
    const { id } = next();
    copy[Head.commit] = id & 255;
    copy[Head.commit + 1] = id >> 8;
    if (count !== undefined) copy[count] = (copy[count] ?? 0) + 1;
  };
  // The first target is the one that the group is at.
  if (commit.target === 0 || (state[Head.retargets] ?? 0) < laws.retargets)
    for (let target = 1; target < course.systems.length; target += 1) {
      if (target === commit.target || !isMarked(world, state, target)) continue;
      // Whoever comes to a template with which no member starts must be able to leave it again.
      if (course.isBroken(target) && commit.target !== 0) continue;
      const count = commit.target === 0 ? undefined : Head.retargets;
      emit(
        'retarget',
        () => `the program wants target ${target}`,
        to(() => course.retargeted(commit, target), count),
      );
    }
  if (commit.target === 0) return;
  // What is begun where the jobs wait for a cluster that is gone is taken back, whatever else is.
  const isStranded = commit.lost !== 0 && (commit.changing.size > 0 || commit.thawed.length > 0) && votersGone(world, state) > 0;
  if ((state[Head.undos] ?? 0) < laws.undos || isStranded) {
    const back = course.undone(commit);
    if (back) emit('undo', () => 'commit: undo', to(back, isStranded ? undefined : Head.undos));
  }
  const isWaiting = isWiped(world, state, commit);
  // Whoever gives a member up asks first whether jobs still change another one.
  const isQuiet = [...commit.changing.keys()].every(
    pod => world.get(state, course.pods[pod]?.cluster ?? 0, Cluster.operation) === nothing || isDone(world, state, commit),
  );
  if (isWaiting !== undefined && isQuiet) {
    const lost = course.replaced(commit, isWaiting, listed(world, state));
    if (lost) emit('commit', () => `commit: ${world.name(isWaiting)} is lost`, to(lost));
  }
  deleteBroken(world, state, commit, emit);
  workByHand(world, state, commit, emit);
  if (laws.gate === 'holds-in-clusters' && !areDone(world, state, commit)) return;
  if (laws.drains > 0 && (laws.gate === 'skipped' || (isDone(world, state, commit) && areHealthy(world, state, commit))))
    drain(world, state, commit, emit, to);
  const step = course.step(commit);
  if (!step || isLeft(world, state, commit)) return;
  const { kind, mends, cluster = '' } = step;
  // With a volume lost nothing is healthy, so that what was begun is only asked to be done.
  const mended = mends
    ? world.told(course.clusters.indexOf(cluster), course.next(commit).told[course.clusters.indexOf(cluster)] ?? -1)
    : undefined;
  const mayStep =
    laws.gate === 'skipped' ||
    (mended && (areHealthy(world, state, commit) || mayReplace(world, state, mended.pods))) ||
    (isDone(world, state, commit) &&
      (areHealthy(world, state, commit) ||
        (isWaiting !== undefined && kind === 'settle') ||
        [...commit.changing.values()].includes('lost')));
  if (mayStep)
    emit(
      'commit',
      () => `commit: ${step.does}`,
      to(() => course.next(commit)),
    );
}

/** What the group answers. */
const listed = (world: World, state: State): ReadonlyMap<string, 'voter' | 'learner'> =>
  new Map([
    ...world.podsWith(state, Role.voter).map(pod => [world.name(pod), 'voter'] as const),
    ...world.podsWith(state, Role.learner).map(pod => [world.name(pod), 'learner'] as const),
  ]);

/** A pod that a template broke comes back with the older one where its cluster is frozen: somebody deletes it. */
function deleteBroken(world: World, state: State, { told, thawed }: Commit, emit: Emit): void {
  world.course.pods.forEach(({ cluster }, pod) => {
    const wanted = world.told(cluster, told[cluster] ?? -1);
    if (thawed.includes(cluster) || !wanted?.pods.includes(pod)) return;
    if (world.of(state, pod, Pod.runs) !== Runs.waits || !world.course.template(world.of(state, pod, Pod.template)).broken) return;
    emit(
      'commit',
      () => `${world.name(pod)} is deleted by hand`,
      copy => world.put(copy, pod, { runs: Runs.none }),
    );
  });
}

/** The voter whose volume is not the one that the ledger means: nothing but a replacement brings it back. */
function isWiped(world: World, state: State, { roles, changing, group }: Commit): number | undefined {
  const loss = lossIn(world, state);
  const pod = loss?.kind === 'volume' ? loss.pods[0] : undefined;
  if (pod === undefined || world.isUp(state, pod) || world.of(state, pod, Pod.role) !== Role.voter) return undefined;
  const votes = roles[pod] === Role.voter || changing.get(pod) === 'joining';
  return votes && world.of(state, pod, Pod.mark) !== group.members[world.name(pod)]?.volume ? pod : undefined;
}

/** Whether what the last commit began has been done: a gate's first half. */
export const isDone = (world: World, state: State, { changing, thawed, told, lost }: Commit): boolean =>
  [...changing].every(([pod, role]) => {
    // Of a cluster that is gone for ever only who is removed is known.
    if (isLostIn(world, lost, pod) && role !== 'leaving') return true;
    const now = world.of(state, pod, Pod.role);
    // Who learns is ready once it runs, before it has caught up.
    const isItself = world.of(state, pod, Pod.owner) === world.of(state, pod, Pod.id);
    if (role === 'joining-learner') return now === Role.learner && world.isUp(state, pod) && isItself;
    if (role === 'joining') return now === Role.voter;
    return now === Role.none && (role === 'lost' || world.of(state, pod, Pod.runs) === Runs.none);
  }) &&
  thawed.every(cluster => {
    const wanted = world.told(cluster, told[cluster] ?? -1);
    return wanted?.pods.every(pod => world.of(state, pod, Pod.template) === wanted.image && world.isUp(state, pod)) ?? true;
  });

const isLostIn = (world: World, lost: number, pod: number): boolean => ((lost >> (world.course.pods[pod]?.cluster ?? 0)) & 1) === 1;

/** Whether each cluster has applied the last commit, and nothing else is under way there. A drain that has not begun may end. */
const areDone = (world: World, state: State, { told, drained }: Commit): boolean =>
  told.every(
    (number, cluster) =>
      world.get(state, cluster, Cluster.operation) === nothing &&
      (drained.includes(cluster) || world.get(state, cluster, Cluster.applied) === (number < 0 ? nothing : number)),
  );

/** Whether all voters of the ledger answer, follow one leader and are caught up: its second half. */
const areHealthy = (world: World, state: State, { roles, changing, lost }: Commit): boolean =>
  hasQuorum(world, state) &&
  roles.every(
    (role, pod) =>
      (role !== Role.voter && changing.get(pod) !== 'joining') ||
      // Of a cluster that is gone for ever nobody answers.
      isLostIn(world, lost, pod) ||
      (world.of(state, pod, Pod.role) === Role.voter && world.isUp(state, pod) && world.of(state, pod, Pod.data) === Data.all),
  );
