import type { NumberedJob } from './course';
import { Data, Pod, Role, type State } from './state';
import type { Change, Emit, World } from './world';

export const majority = (voters: number): number => Math.floor(voters / 2) + 1;

/** Voters; those of them that live with what they once acknowledged; those whose log lacks what was acknowledged last. */
export interface Votes {
  readonly all: number;
  readonly living: number;
  readonly ignorant: number;
}

export function votesIn(world: World, state: State): Votes {
  let all = 0;
  let living = 0;
  let ignorant = 0;
  for (let pod = 0; pod < world.course.pods.length; pod += 1) {
    if (world.of(state, pod, Pod.role) !== Role.voter) continue;
    all += 1;
    if (!hasOwnData(world, state, pod)) continue;
    const data = world.of(state, pod, Pod.data);
    if (data >= Data.behind && world.isUp(state, pod)) living += 1;
    if (data === Data.incomplete || data === Data.behind) ignorant += 1;
  }
  return { all, living, ignorant };
}

export function hasQuorum(world: World, state: State): boolean {
  const { all, living } = votesIn(world, state);
  return living >= majority(all);
}

/** Whether a pod votes, runs and is caught up. */
export const stands = (world: World, state: State, pod: number): boolean =>
  world.of(state, pod, Pod.role) === Role.voter && world.isUp(state, pod) && world.of(state, pod, Pod.data) === Data.all;

/** Whether a StatefulSet may replace its pods, from the last one on, although some of them are missing. */
export function mayReplace(world: World, state: State, pods: readonly number[]): boolean {
  const voters = world.podsWith(state, Role.voter);
  const standing = voters.filter(pod => stands(world, state, pod));
  const goes = standing.includes(pods[pods.length - 1] ?? -1) ? 1 : 0;
  return voters.every(pod => pods.includes(pod) || standing.includes(pod)) && standing.length - goes >= majority(voters.length);
}

/** Whether a volume holds what the member wrote under the id that the group knows it by now. */
const hasOwnData = (world: World, state: State, pod: number): boolean => world.of(state, pod, Pod.owner) === world.of(state, pod, Pod.id);

/** Writes are acknowledged by a quorum, any one; the others catch up at any time. */
export function replicate(world: World, state: State, emit: Emit): void {
  if (!hasQuorum(world, state)) return;
  const voters = world.podsWith(state, Role.voter);
  for (const pod of [...voters, ...world.podsWith(state, Role.learner)]) {
    const data = world.of(state, pod, Pod.data);
    if (world.isUp(state, pod) && (data === Data.incomplete || data === Data.behind))
      emit(
        'catch-up',
        () => `${world.name(pod)} catches up`,
        copy => world.put(copy, pod, { data: Data.all }),
      );
  }
  const up = voters.filter(pod => world.isUp(state, pod));
  for (const wrote of choices(up, majority(voters.length))) {
    // Only a log that is complete leads; who leads has what it wrote.
    if (!wrote.some(pod => world.of(state, pod, Pod.data) === Data.all)) continue;
    emit(
      'write',
      () => `a write on ${wrote.map(pod => world.name(pod)).join(', ')}`,
      copy => {
        for (let pod = 0; pod < world.course.pods.length; pod += 1)
          if (world.of(copy, pod, Pod.data) === Data.all) world.put(copy, pod, { data: Data.behind });
        for (const pod of wrote) world.put(copy, pod, { data: Data.all });
      },
    );
  }
}

/** What a membership command changes; undefined where the group refuses it. Done twice, it does nothing. */
export function done(world: World, state: State, { action, pod }: NumberedJob): Change | undefined {
  if (action === 'prove') return () => {};
  // Addresses with another scheme are another model's.
  if (action === 'update') return () => {};
  if (!hasQuorum(world, state)) return undefined;
  const role = world.of(state, pod, Pod.role);
  const voters = world.podsWith(state, Role.voter);
  const up = voters.filter(voter => world.isUp(state, voter)).length;
  switch (action) {
    case 'remove': {
      if (role === Role.none) return () => {};
      // etcd, --strict-reconfig-check: those that are connected stay a majority of what is left.
      const left = up - (role === Role.voter && world.isUp(state, pod) ? 1 : 0);
      if (role === Role.voter && (voters.length === 1 || left < majority(voters.length - 1))) return undefined;
      return copy => world.put(copy, pod, { role: Role.none, id: 0 });
    }
    case 'add': {
      if (role !== Role.none) return () => {};
      // etcd refuses it for as long as a voter is not connected, and beyond --max-learners.
      if (world.podsWith(state, Role.learner).length >= world.laws.learners || up < voters.length) return undefined;
      const id = Math.max(world.of(state, pod, Pod.owner), world.of(state, pod, Pod.mark)) + 1;
      return copy => world.put(copy, pod, { role: Role.learner, id });
    }
    case 'promote': {
      if (role === Role.voter) return () => {};
      const caughtUp = hasOwnData(world, state, pod) && world.isUp(state, pod) && world.of(state, pod, Pod.data) >= Data.behind;
      if (role !== Role.learner || (world.laws.promotes === 'caught-up' && !caughtUp)) return undefined;
      return copy => world.put(copy, pod, { role: Role.voter });
    }
  }
}

/** All choices of so many. They are few, and asked for in every state. */
function choices(of: readonly number[], size: number): readonly (readonly number[])[] {
  const key = `${size} of ${of}`;
  const known = chosen.get(key);
  if (known) return known;
  const found = size === 0 ? [[]] : of.flatMap((first, at) => choices(of.slice(at + 1), size - 1).map(rest => [first, ...rest]));
  chosen.set(key, found);
  return found;
}
const chosen = new Map<string, readonly (readonly number[])[]>();
