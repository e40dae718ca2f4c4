import type { GroupLedger, OperatingState } from '../domain/operating-state';
import { quorum } from '../plan/members/quorum';
import { isLearner } from '../plan/members/recorded-seats';
import type { RecordedMember } from '../plan/members/seat-assignment';
import type { StepPlan } from '../plan/model/step-plan';
import { isMixed } from './roll-out';

/** What a cluster says of a system's members: what `kubectl get` answers, as far as it is needed. */
export interface ClusterAnswer {
  /** By pod name: whether it is ready. */
  readonly pods: ReadonlyMap<string, boolean>;
  /** Of the members' StatefulSet: whether every pod runs the newest template; undefined where there is no such set. */
  readonly updated: boolean | undefined;
}

/** What a group says of itself: its members by name, and whether they vote. */
export type MemberList = ReadonlyMap<string, 'voter' | 'learner'>;

/**
 * What keeps the next step of a system from being safe: nothing where all voters are ready, the step before is done and the group itself
 * names the members that the ledger has.
 *
 * @param clusters Answers by cluster; a cluster that did not answer has none
 * @param listed The members by group, as far as the engine could be asked
 * @param next The next step, where it is known: one that replaces members again may find one of them broken
 */
export function openGates(
  system: string,
  { groups = {}, thawed }: OperatingState,
  clusters: ReadonlyMap<string, ClusterAnswer>,
  listed: ReadonlyMap<string, MemberList>,
  next?: Pick<StepPlan, 'group' | 'cluster' | 'restarts' | 'mends'>,
): readonly string[] {
  const isOld = (cluster: string): boolean => clusters.get(cluster)?.updated === false;
  return [
    ...Object.entries(groups).flatMap(([name, group]) => [
      ...(next?.mends && next.group === name && mayReplace(group, next.restarts, clusters) ? [] : unready(group, clusters)),
      ...differences(system, name, group, listed.get(name)),
    ]),
    ...thawed.flatMap(cluster =>
      isOld(cluster) && !(next?.mends && cluster === next.cluster) ? [`members of ${cluster} still run their old template`] : [],
    ),
    ...Object.values(groups).flatMap(group =>
      unrecorded(group)
        .filter(cluster => isOld(cluster) && !thawed.includes(cluster))
        .map(
          cluster =>
            `members of ${cluster} run an older template than the one that would be recorded: name ${cluster} in 'thawed', wait until they run the new one, and take it out again`,
        ),
    ),
  ];
}

/** Clusters with members of whose template the ledger says nothing. */
const unrecorded = ({ members, templates = {} }: GroupLedger): readonly string[] =>
  [...new Set(Object.values(members).map(({ cluster }) => cluster))].filter(cluster => !templates[cluster]);

/**
 * Whether members may be replaced although one of them is broken: all others are ready, and a quorum is left while one more is missing. The
 * first to go is the broken one itself where no other is replaced before it.
 */
function mayReplace({ members }: GroupLedger, restarts: readonly string[], clusters: ReadonlyMap<string, ClusterAnswer>): boolean {
  const voters = Object.entries(members).filter(([, { role }]) => role === 'voter');
  const ready = voters.filter(([pod, { cluster }]) => clusters.get(cluster)?.pods.get(pod) === true).map(([pod]) => pod);
  const [first = ''] = restarts;
  const othersReady = voters.every(([pod]) => restarts.includes(pod) || ready.includes(pod));
  return othersReady && ready.length - (ready.includes(first) ? 1 : 0) >= quorum(voters.length);
}

/** Members that a template has broken and that no rollout mends: their cluster is frozen, and a pod that is deleted comes back with the old template. */
export function brokenMembers(
  { groups = {}, thawed }: OperatingState,
  clusters: ReadonlyMap<string, ClusterAnswer>,
): readonly RecordedMember[] {
  return Object.values(groups).flatMap(group =>
    Object.entries(group.members).flatMap(([name, member]) =>
      !thawed.includes(member.cluster) && isMixed(group, member.cluster) && clusters.get(member.cluster)?.pods.get(name) === false
        ? [{ name, ...member }]
        : [],
    ),
  );
}

function unready({ members }: GroupLedger, clusters: ReadonlyMap<string, ClusterAnswer>): readonly string[] {
  return Object.entries(members).flatMap(([pod, { cluster, role }]) => {
    const answer = clusters.get(cluster);
    if (!answer) return [`${cluster} does not answer for ${pod}`];
    const ready = answer.pods.get(pod);
    if (role === 'leaving') return ready === undefined ? [] : [`${pod} in ${cluster} still runs`];
    if (role === 'lost') return [];
    return ready ? [] : [`${pod} in ${cluster} ${ready === undefined ? 'is not there' : 'is not ready'}`];
  });
}

/** The ledger is a claim; the group knows. */
function differences(system: string, name: string, { members }: GroupLedger, listed: MemberList | undefined): readonly string[] {
  if (!listed) return [];
  const wanted = new Map(
    Object.entries(members)
      .filter(([, { role }]) => role !== 'leaving' && role !== 'lost')
      .map(([pod]) => [pod, isLearner(system, pod) ? 'learner' : 'voter'] as const),
  );
  return [
    ...[...wanted].flatMap(([pod, role]) => {
      const is = listed.get(pod);
      return is === role ? [] : [`group ${name} has ${pod} as ${is ? `a ${is}` : 'no member'}, and it should be a ${role}`];
    }),
    ...[...listed.keys()].filter(pod => !wanted.has(pod)).map(pod => `group ${name} still has ${pod} as a member`),
  ];
}
