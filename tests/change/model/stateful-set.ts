import { claimOf, hasSet } from './claims';
import type { Told } from './course';
import { isLost } from './failures';
import { hasQuorum } from './raft-group';
import { Cluster, Data, nothing, Pod, Role, Runs, type State } from './state';
import type { Emit, World } from './world';

/** The controller of one cluster's StatefulSet, for which all pods come and go at once: a claim outlives its pod. */
export function control(world: World, state: State, cluster: number, emit: Emit): void {
  const told = world.told(cluster, world.get(state, cluster, Cluster.applied));
  const pods = told?.pods ?? [];
  const isThere = !told || hasSet(world, state, cluster);
  for (let pod = 0; pod < world.course.pods.length; pod += 1) {
    if (world.course.pods[pod]?.cluster !== cluster) continue;
    const runs = world.of(state, pod, Pod.runs);
    const place = pods.indexOf(pod);
    // A pod that is left alone goes on, and nobody makes it again.
    if (!isThere && (place < 0 || runs === Runs.none)) continue;
    if (place < 0 || !told) {
      if (runs === Runs.none) continue;
      emit(
        'pod',
        () => `${world.name(pod)} is stopped`,
        copy => world.put(copy, pod, { runs: Runs.none }),
      );
    } else if (runs === Runs.none) {
      // Below the partition a pod has the template that the set had; a set that is new has one only.
      const older = world.get(state, cluster, Cluster.template);
      const template = place < told.frozen && older !== nothing ? older : told.image;
      emit(
        'pod',
        () => `${world.name(pod)} is created`,
        copy => world.put(copy, pod, { runs: Runs.waits, template, ...claimOf(world, state, cluster, pod) }),
      );
    } else if (runs === Runs.waits) begin(world, state, pod, told, emit);
    else if (world.of(state, pod, Pod.role) === Role.none || world.of(state, pod, Pod.owner) !== world.of(state, pod, Pod.id))
      // Who learns that it was removed ends, and is restarted.
      emit(
        'pod',
        () => `${world.name(pod)} ends`,
        copy => world.put(copy, pod, { runs: Runs.waits }),
      );
  }
  if (told && isThere) roll(world, state, world.laws.template === 'any' && told.thawed ? { ...told, frozen: 0 } : told, emit);
}

/** The guard, then the engine: it goes on with the data of its own id, or begins with none if the list that it has is the group's. */
function begin(world: World, state: State, pod: number, told: Told, emit: Emit): void {
  const meant = told.volumes.get(pod);
  if (world.course.template(world.of(state, pod, Pod.template)).broken) return;
  if (!meant || meant.role === 'lost' || isLost(world, state, pod)) return;
  const mark = world.of(state, pod, Pod.mark);
  const role = world.of(state, pod, Pod.role);
  const id = world.of(state, pod, Pod.id);
  const data = world.of(state, pod, Pod.data);
  const runs = (fields: { readonly data: number; readonly mark: number }): void =>
    emit(
      'pod',
      () => `${world.name(pod)} runs`,
      copy => world.put(copy, pod, { runs: Runs.yes, owner: id, ...fields }),
    );
  const guarded = world.laws.guard !== 'none';
  if (data !== Data.none && (mark === meant.volume || !guarded)) {
    // Who was removed ends at once; another id is another member.
    if (role !== Role.none && world.of(state, pod, Pod.owner) === id) runs({ data, mark });
    return;
  }
  const mayBegin = meant.role === 'joining' || meant.role === 'joining-learner' || meant.role === 'learner';
  const asked = world.laws.guard !== 'ledger-and-group' || role === Role.learner;
  if (guarded && !(mayBegin && asked && mark <= meant.volume)) return;
  if (role === Role.none || !hasQuorum(world, state)) return;
  const members = [...world.podsWith(state, Role.voter), ...world.podsWith(state, Role.learner)];
  const listed = guarded ? told.initial : members;
  // etcd compares the list with that of its peers: "member count is unequal".
  if (listed.length === members.length && members.every(member => listed.includes(member)))
    runs({ data: Data.incomplete, mark: meant.volume });
}

/** The highest ordinal with the older template goes once all above it are ready; the controller does not look below it. */
function roll(world: World, state: State, { pods, frozen, image }: Told, emit: Emit): void {
  for (let at = pods.length - 1; at >= frozen; at -= 1) {
    const pod = pods[at];
    if (pod === undefined || world.of(state, pod, Pod.runs) === Runs.none) return;
    if (world.of(state, pod, Pod.template) !== image) {
      emit(
        'pod',
        () => `${world.name(pod)} is replaced`,
        copy => world.put(copy, pod, { runs: Runs.none }),
      );
      return;
    }
    if (!world.isUp(state, pod)) return;
  }
}

/** Whether another StatefulSet comes in a cluster, as that of voters is not the one of learners: it has no older template, and its own claims. */
export const isOtherSet = (world: World, state: State, cluster: number, { votes }: Told): boolean => {
  const before = world.told(cluster, world.get(state, cluster, Cluster.applied));
  return before !== undefined && before.votes !== votes;
};

/** A set whose pods all have its template has no older one. */
export function completeRollout(world: World, state: State, cluster: number): void {
  const told = world.told(cluster, world.get(state, cluster, Cluster.applied));
  if (!told) world.set(state, cluster, Cluster.template, nothing);
  else if (told.pods.every(pod => world.isUp(state, pod) && world.of(state, pod, Pod.template) === told.image))
    world.set(state, cluster, Cluster.template, told.image);
}
