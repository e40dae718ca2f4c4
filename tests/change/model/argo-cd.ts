import { applyClaims, isRefused } from './claims';
import type { Commit, NumberedJob, Told } from './course';
import { done, hasQuorum, majority, mayReplace, stands } from './raft-group';
import { Cluster, nothing, Pod, Role, type State } from './state';
import { isOtherSet } from './stateful-set';
import type { Emit, World } from './world';

/**
 * Argo CD in one cluster: it sees the newest commit at any time, runs the hooks, applies the objects, runs the jobs beside them and waits
 * for the members. An operation that has begun goes on with what it began with.
 */
export function synchronize(world: World, state: State, commit: Commit, cluster: number, emit: Emit): void {
  const name = world.course.clusters[cluster];
  const operation = world.get(state, cluster, Cluster.operation);
  const told = world.told(cluster, operation);
  if (!told) {
    begin(world, state, commit, cluster, emit);
    return;
  }
  const phase = world.get(state, cluster, Cluster.phase);
  const further = (copy: State): void => world.set(copy, cluster, Cluster.phase, phase + 1);
  const end = (copy: State): void => world.set(copy, cluster, Cluster.operation, nothing);
  // Of each hook: the proof, then the change. What lies between them takes time.
  const hooks = 2 * told.before.length;
  const hook = phase < hooks ? told.before[phase >> 1] : undefined;
  if (hook && phase % 2 === 0) {
    if (world.laws.hooks === 'given-up') emit('give-up', () => `${name} gives its hook up`, end);
    if (!world.laws.proves || isProven(world, state, told, hook)) emit('cluster', () => `${name} has proven the group`, further);
    return;
  }
  if (phase === hooks) {
    // It tries again until somebody has made room.
    const isOther = isOtherSet(world, state, cluster, told);
    if (!isOther && isRefused(world, state, cluster, told)) return;
    emit(
      'cluster',
      () => `${name} applies its objects`,
      copy => {
        world.set(copy, cluster, Cluster.applied, operation);
        world.set(copy, cluster, Cluster.budget, operation);
        applyClaims(world, copy, cluster, told);
        if (isOther) world.set(copy, cluster, Cluster.template, nothing);
        further(copy);
      },
    );
    return;
  }
  const job = hook ?? told.during[phase - hooks - 1];
  if (job) {
    const change = done(world, state, job);
    // What the group refuses is asked for again until the job gives it up.
    if (hook && !change && world.laws.hooks === 'given-up') emit('give-up', () => `${name} gives its hook up`, end);
    if (change)
      emit(
        'cluster',
        () => `${name}: ${job.action}${job.pod < 0 ? '' : ` ${world.name(job.pod)}`}`,
        copy => {
          change(copy);
          further(copy);
        },
      );
    return;
  }
  if (!told.waits || isHealthy(world, state, told)) emit('cluster', () => `${name} is synchronized`, end);
}

function begin(world: World, state: State, commit: Commit, cluster: number, emit: Emit): void {
  const name = world.course.clusters[cluster];
  const wanted = commit.told[cluster] ?? -1;
  const applied = world.get(state, cluster, Cluster.applied);
  if (wanted < 0 && applied !== nothing)
    emit(
      'cluster',
      () => `${name} is given up`,
      copy => {
        for (const field of [Cluster.applied, Cluster.claims, Cluster.budget]) world.set(copy, cluster, field, nothing);
      },
    );
  const told = world.told(cluster, wanted);
  if (wanted >= 0 && wanted !== applied)
    emit(
      'cluster',
      () => `${name} begins commit ${commit.id}`,
      copy => {
        world.set(copy, cluster, Cluster.operation, wanted);
        world.set(copy, cluster, Cluster.phase, 0);
        // A budget is applied with the hooks, and one that has to be proven with the members.
        const isProven = told?.before.some(({ action }) => action === 'prove');
        if (!isProven) world.set(copy, cluster, Cluster.budget, wanted);
      },
    );
}

/**
 * All other voters that the hook knows are the group's, run and are caught up; nobody else votes. Who has no vote is removed without, and who
 * is broken as long as a quorum is well. Members may be replaced too where only their like are missing and the next one to go leaves a quorum.
 */
function isProven(world: World, state: State, { voters, before, pods }: Told, { pod: about, action }: NumberedJob): boolean {
  if (action === 'remove' && world.of(state, about, Pod.role) !== Role.voter) return true;
  const others = world.podsWith(state, Role.voter).filter(pod => pod !== about && !before.some(job => job.pod === pod));
  if (!others.every(pod => voters.includes(pod)) || !hasQuorum(world, state)) return false;
  const standing = voters.filter(pod => stands(world, state, pod));
  if (voters.every(pod => pod === about || standing.includes(pod))) return true;
  // Who is broken anyway goes for as long as a quorum stands.
  if (action === 'remove') return !standing.includes(about) && standing.length >= majority(voters.length);
  return action === 'prove' && mayReplace(world, state, pods);
}

/** What Argo CD calls healthy of a StatefulSet: as many ready as there are to be, in the new template as far as it goes. */
const isHealthy = (world: World, state: State, { pods, frozen, image, votes }: Told): boolean =>
  pods.every(
    (pod, at) =>
      world.isUp(state, pod) &&
      world.of(state, pod, Pod.role) === (votes ? Role.voter : Role.learner) &&
      (at < frozen || world.of(state, pod, Pod.template) === image),
  ) &&
  (pods.length === 0 || hasQuorum(world, state));
