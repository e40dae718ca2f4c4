import { must } from '../../fixtures';
import { lossIn } from './failures';
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
    const excused = loss
      ? commit.step === undefined || isDeclared(loss, fatal, course)
      : (commit.step?.kind === 'upgrade' || commit.step?.kind === 'rollout') && fatal.includes('any member') && all <= 2; // who has no vote to spare cannot restart without a pause
    if (!excused)
      return `${living} of ${all} voters live, ${loss ? `after the loss of a ${loss.kind}` : 'and nothing was lost'}, in '${commit.step?.does}', which says that the fatal losses are [${fatal.join(', ')}]`;
  }
  const isBroken = (pod: number): boolean => course.template(world.of(state, pod, Pod.template)).broken;
  const voters = world.podsWith(state, Role.voter);
  if (all - living > 1 && !lossIn(world, state) && !voters.some(pod => world.of(state, pod, Pod.runs) === Runs.waits && isBroken(pod)))
    return `${living} of ${all} voters live and nothing was lost, in '${commit.step?.does}'`;
  const timings = voters.flatMap(pod => (world.isUp(state, pod) ? [course.template(world.of(state, pod, Pod.template)).timing] : []));
  const rarest = Math.max(...timings.map(({ heartbeatMillis }) => heartbeatMillis));
  const soonest = Math.min(...timings.map(({ electionMillis }) => electionMillis));
  if (soonest < 5 * rarest) return `a leader speaks every ${rarest} ms and a member waits for ${soonest} ms, in '${commit.step?.does}'`;
  const others = commit.roles.flatMap((role, pod) => {
    const now = world.of(state, pod, Pod.role);
    const isAsRecorded = now === role || (role === Role.learner && now === Role.none) || commit.changing.has(pod);
    return isAsRecorded ? [] : [world.name(pod)];
  });
  const inChange = [...[...commit.changing.keys()].map(pod => world.name(pod)), ...others];
  if (inChange.length > (others.length > 0 ? 0 : 1)) return `${inChange.join(' and ')} are in change, in '${commit.step?.does}'`;
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
    course.next(commit) === undefined
  );
}

/** What is wrong with where it ended: not what the program wants of a cluster. */
export function faultOfEnd(world: World, state: State, wanted: readonly Wanted[]): string | undefined {
  const { course } = world;
  return (
    course.clusters
      .flatMap((cluster, at) => {
        const count = (role: number): number =>
          course.pods.filter((pod, number) => pod.cluster === at && world.of(state, number, Pod.role) === role).length;
        const { voters, learners, template } = must(wanted[at]);
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
