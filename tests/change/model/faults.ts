import { must } from '../../fixtures';
import { faultOfLastVolumes, faultOfVolumes } from './claims';
import { evicted } from './drains';
import { lossIn } from './failures';
import { isGone, votersGone } from './gone';
import { isDeclared } from './losses';
import { majority, votesIn } from './raft-group';
import { Cluster, commitOf, Head, nothing, Pod, Role, Runs, type State } from './state';
import type { World } from './world';

/** What the program wants of a cluster, as its author wrote it down. */
export interface Wanted {
  readonly voters: number;
  readonly learners: number;
  /** The pod template, as it is known by here. */
  readonly template: string;
  readonly volume: { readonly storageClass: string; readonly mebibytes: number };
}

/** What must not be, whatever happens when. Undefined where all is well. */
export function faultOf(world: World, state: State): string | undefined {
  const { course } = world;
  const commit = course.at(commitOf(state));
  const { all, living, ignorant } = votesIn(world, state);
  if (ignorant >= majority(all)) return `${ignorant} of ${all} voters, which are a quorum, have a log without the last acknowledged write`;
  if (living < majority(all)) {
    const loss = lossIn(world, state);
    const fatal = commit.step?.fatal ?? [];
    // What is fatal at rest is the topology's, and no step's.
    // Nobody has said of a cluster that it is gone while a step does not know it: it counts as lost, and anything else as lost beside it.
    const unknown = course.clusters.flatMap((_, cluster) =>
      isGone(state, cluster) && ((commit.known >> cluster) & 1) === 0 ? [cluster] : [],
    );
    const isSaid =
      unknown.length > 0 &&
      (loss !== undefined ||
        commit.step === undefined ||
        unknown.some(cluster => isDeclared({ kind: 'cluster', pods: [], cluster }, fatal, course)));
    const excused =
      isSaid || loss
        ? isSaid || commit.step === undefined || isDeclared(must(loss), fatal, course)
        : (commit.step?.kind === 'upgrade' || commit.step?.kind === 'rollout') && fatal.includes('any member') && all <= 2; // who has no vote to spare cannot restart without a pause
    if (!excused)
      return `${living} of ${all} voters live, ${loss ? `after the loss of a ${loss.kind}` : 'and nothing was lost'}, in '${commit.step?.does}', which says that the fatal losses are [${fatal.join(', ')}]`;
  }
  const isBroken = (pod: number): boolean => course.template(world.of(state, pod, Pod.template)).broken;
  const voters = world.podsWith(state, Role.voter);
  const missing = all - living - votersGone(world, state) - (world.laws.evictions === 'none' ? 0 : evicted(world, state));
  if (missing > 1 && !lossIn(world, state) && !voters.some(pod => world.of(state, pod, Pod.runs) === Runs.waits && isBroken(pod)))
    return `${living} of ${all} voters live and nothing was lost, in '${commit.step?.does}'`;
  let [rarest, soonest] = [0, Number.POSITIVE_INFINITY];
  for (const pod of voters) {
    if (!world.isUp(state, pod)) continue;
    const { heartbeatMillis, electionMillis } = course.template(world.of(state, pod, Pod.template)).timing;
    rarest = Math.max(rarest, heartbeatMillis);
    soonest = Math.min(soonest, electionMillis);
  }
  if (soonest < 5 * rarest) return `a leader speaks every ${rarest} ms and a member waits for ${soonest} ms, in '${commit.step?.does}'`;
  const others = commit.roles.flatMap((role, pod) => {
    const now = world.of(state, pod, Pod.role);
    const isAsRecorded = now === role || (role === Role.learner && now === Role.none) || commit.changing.has(pod);
    return isAsRecorded ? [] : [world.name(pod)];
  });
  const volumes = faultOfVolumes(world, state);
  if (volumes !== undefined) return volumes;
  const inChange =
    others.length > 0 || commit.changing.size > 1 ? [...[...commit.changing.keys()].map(pod => world.name(pod)), ...others] : [];
  if (inChange.length > 0) return `${inChange.join(' and ')} are in change, in '${commit.step?.does}'`;
  return undefined;
}

/** Whether nothing is left to be done: no step, no operation, no loss. */
export function isEnd(world: World, state: State): boolean {
  const { course } = world;
  const commit = course.at(commitOf(state));
  return (
    (course.systems.length === 1 || commit.target > 0) &&
    state[Head.loss] === 0 &&
    course.clusters.every(
      (_, cluster) =>
        world.get(state, cluster, Cluster.operation) === nothing &&
        world.get(state, cluster, Cluster.applied) === ((commit.told[cluster] ?? -1) < 0 ? nothing : commit.told[cluster]),
    ) &&
    course.pods.every(({ cluster }, pod) => {
      const isWanted = world.told(cluster, commit.told[cluster] ?? -1)?.pods.includes(pod) ?? false;
      const isThere = isWanted ? world.isUp(state, pod) : world.of(state, pod, Pod.runs) === Runs.none;
      return isThere && world.of(state, pod, Pod.role) === commit.roles[pod];
    }) &&
    course.step(commit) === undefined
  );
}

/** What is wrong with where it ended: not what the program wants of a cluster. */
export function faultOfEnd(world: World, state: State, wanted: readonly Wanted[]): string | undefined {
  const { course } = world;
  const { drained } = course.at(commitOf(state));
  if (drained.length > 0) return `it ends while nodes of ${drained.map(cluster => course.clusters[cluster]).join(' and ')} are drained`;
  return (
    course.clusters
      .flatMap((cluster, at) => {
        const count = (role: number): number =>
          course.pods.filter((pod, number) => pod.cluster === at && world.of(state, number, Pod.role) === role).length;
        const { voters, learners, template, volume } = must(wanted[at]);
        const volumes = faultOfLastVolumes(world, state, at, volume);
        if (volumes.length > 0) return volumes;
        const old = course.pods.flatMap((pod, number) => {
          const image = world.told(at, course.at(commitOf(state)).told[at] ?? -1)?.image;
          return pod.cluster === at && world.of(state, number, Pod.runs) !== Runs.none && world.of(state, number, Pod.template) !== image
            ? [pod.name]
            : [];
        });
        if (old.length > 0 && world.laws.images === 'compared')
          return [`it ends with ${old.join(' and ')} on an older image than the ledger has for ${cluster}`];
        const told = world.told(at, course.at(commitOf(state)).told[at] ?? -1);
        if (told && told.pods.length > 0 && course.template(told.image).image !== template && world.laws.images === 'compared')
          return [`it ends with the template ${course.template(told.image).image} in ${cluster} and not ${template}`];
        return count(Role.voter) === voters && count(Role.learner) === learners
          ? []
          : [
              `it ends with ${count(Role.voter)} voters and ${count(Role.learner)} learners in ${cluster} instead of ${voters} and ${learners}`,
            ];
      })
      .join('; ') || undefined
  );
}
