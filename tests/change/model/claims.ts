import type { Commit, Told } from './course';
import { Cluster, Data, nothing, Pod, Role, Runs, type State } from './state';
import type { Emit, World } from './world';

/** Whether the StatefulSet of a cluster is there: between its deletion around its pods and the next sync it is not, and nobody comes or goes. */
export const hasSet = (world: World, state: State, cluster: number): boolean =>
  !world.course.looksAt.volumes || world.get(state, cluster, Cluster.claims) !== nothing;

/** Whether an API server refuses a StatefulSet: the claim template of one that is there cannot change. */
export function isRefused(world: World, state: State, cluster: number, { claim }: Told): boolean {
  if (!world.course.looksAt.volumes) return false;
  const there = world.get(state, cluster, Cluster.claims);
  return there !== nothing && there !== claim;
}

/** Claims that are applied grow, or are there before the StatefulSet makes them. */
export function applyClaims(world: World, copy: State, cluster: number, { claim, claims }: Told): void {
  if (!world.course.looksAt.volumes) return;
  world.set(copy, cluster, Cluster.claims, claim);
  for (const { pod, claim: wanted } of claims) world.put(copy, pod, { claim: wanted + 1 });
}

/** The claim that a pod comes with: its own where it has one, and otherwise one from the template. */
export function claimOf(world: World, state: State, cluster: number, pod: number): { readonly claim?: number } {
  const isNew = world.course.looksAt.volumes && world.of(state, pod, Pod.claim) === 0;
  return isNew ? { claim: world.get(state, cluster, Cluster.claims) + 1 } : {};
}

/** Whether something is left that the last step leaves to people: the next one is not committed before. */
export const isLeft = (world: World, state: State, commit: Commit): boolean =>
  world.laws.handwork === 'done' && givenUp(world, state, commit).length > 0;

/** What steps leave to people: a StatefulSet is made anew around its pods, the old volume of a member that was removed is deleted. */
export function workByHand(world: World, state: State, commit: Commit, emit: Emit): void {
  const { course } = world;
  if (!course.looksAt.volumes) return;
  course.clusters.forEach((name, cluster) => {
    const told = world.told(cluster, commit.told[cluster] ?? -1);
    if (told && isRefused(world, state, cluster, told))
      emit(
        'by-hand',
        () => `the StatefulSet of ${name} is deleted around its pods`,
        copy => {
          world.set(copy, cluster, Cluster.claims, nothing);
          // A set that is new has one template only.
          world.set(copy, cluster, Cluster.template, nothing);
        },
      );
  });
  if (world.laws.handwork === 'skipped') return;
  for (const pod of givenUp(world, state, commit))
    emit(
      'by-hand',
      () => `the volume of ${world.name(pod)} is deleted, and its pod`,
      copy => world.put(copy, pod, { runs: Runs.none, mark: 0, data: Data.none, owner: 0, claim: 0 }),
    );
}

/** Members that a step has given up for a volume of another class and that the group has removed, with the volume that they had. */
function givenUp(world: World, state: State, { changing, told }: Commit): readonly number[] {
  const { course } = world;
  if (!course.looksAt.volumes) return [];
  return [...changing].flatMap(([pod, role]) => {
    const claim = world.of(state, pod, Pod.claim);
    const cluster = course.pods[pod]?.cluster ?? 0;
    const wanted = world.told(cluster, told[cluster] ?? -1);
    if (role !== 'lost' || claim === 0 || !wanted || world.of(state, pod, Pod.role) !== Role.none) return [];
    return course.volume(claim - 1).storageClass === course.volume(wanted.claim).storageClass ? [] : [pod];
  });
}

/** What must not be of volumes: a member that votes with one on which it has not copied, a claim that is applied as another class. */
export function faultOfVolumes(world: World, state: State): string | undefined {
  const { course } = world;
  if (!course.looksAt.volumes) return undefined;
  for (const pod of world.podsWith(state, Role.voter)) {
    const data = world.of(state, pod, Pod.data);
    if (world.isUp(state, pod) && (data === Data.none || data === Data.incomplete))
      return `${world.name(pod)} votes with a volume on which it has not copied`;
  }
  for (let cluster = 0; cluster < course.clusters.length; cluster += 1)
    for (const { pod, claim } of world.told(cluster, world.get(state, cluster, Cluster.operation))?.claims ?? []) {
      const there = world.of(state, pod, Pod.claim);
      const [is, wanted] = there === 0 ? [] : [course.volume(there - 1), course.volume(claim)];
      if (is && wanted && is.storageClass !== wanted.storageClass)
        return `the claim of ${world.name(pod)}, which is of ${is.storageClass}, is applied as one of ${wanted.storageClass}`;
    }
  return undefined;
}

/** Voters whose volume is not what the program wants in the end. */
export function faultOfLastVolumes(
  world: World,
  state: State,
  cluster: number,
  wanted: { readonly storageClass: string; readonly mebibytes: number },
): readonly string[] {
  const { course } = world;
  if (!course.looksAt.volumes) return [];
  return world.podsWith(state, Role.voter).flatMap(pod => {
    if (course.pods[pod]?.cluster !== cluster) return [];
    const { storageClass, mebibytes } = course.volume(world.of(state, pod, Pod.claim) - 1);
    if (storageClass === wanted.storageClass && mebibytes >= wanted.mebibytes) return [];
    return [
      `it ends with a volume of ${world.name(pod)} of ${mebibytes} MiB of ${storageClass} instead of ${wanted.mebibytes} MiB of ${wanted.storageClass}`,
    ];
  });
}
