import type { GroupLedger, OperatingState } from '../domain/operating-state';
import { appliedMark } from '../plan/members/applied-mark';
import { quorum } from '../plan/members/quorum';
import { isLearner } from '../plan/members/recorded-seats';
import type { RecordedMember } from '../plan/members/seat-assignment';
import type { StepPlan } from '../plan/model/step-plan';
import { isAtRest } from './ledger-edit';
import { isStopped } from './roll-out';

/** What a cluster reports about a system's members: the part of the answer to `kubectl get` that is needed. */
export interface ClusterAnswer {
  /** Whether each pod is ready, by pod name. */
  readonly pods: ReadonlyMap<string, boolean>;
  /** Whether every pod of the members' StatefulSet runs the newest template; undefined where there is no such StatefulSet. */
  readonly updated: boolean | undefined;
  /** Whether that StatefulSet replaces pods with an older template; undefined where there is no such StatefulSet. */
  readonly thawed?: boolean | undefined;
  /** What that StatefulSet says of the ledger that it was rendered from. @default - it says nothing */
  readonly mark?: string | undefined;
  /** The role and the volume of each member, as the guard of the volumes was told last: `voter 1`. @default - there is no guard */
  readonly told?: ReadonlyMap<string, string>;
  /** Who issues the certificate of its members, and whether it is issued. @default - there is none, or nobody asked */
  readonly certificate?: { readonly issuer: string; readonly issued: boolean };
  /** Pods of jobs that change the membership and have not ended. @default - none */
  readonly jobs?: readonly string[];
}

/** The members that a group itself lists, by name, and whether they vote. */
export type MemberList = ReadonlyMap<string, 'voter' | 'learner'>;

/**
 * The reasons why the next step of a system is not safe yet. There are none where all voters are ready, each cluster has applied the step
 * before, that step is done, and the group itself lists the members of the ledger.
 *
 * @param clusters The answers by cluster; a cluster that did not answer is missing
 * @param listed The members by group; a group that did not answer is missing. Undefined where the engine cannot be asked
 * @param next The next step, where it is known: one that replaces members again may find one of them broken
 * @param lost Clusters that are gone for ever: they are not asked
 */
export function reasonsToWait(
  system: string,
  state: OperatingState,
  clusters: ReadonlyMap<string, ClusterAnswer>,
  listed: ReadonlyMap<string, MemberList> | undefined,
  next?: Pick<StepPlan, 'group' | 'cluster' | 'restarts' | 'mends'>,
  lost: ReadonlySet<string> = new Set(),
): readonly string[] {
  const { groups = {}, thawed } = state;
  const isOld = (cluster: string): boolean => clusters.get(cluster)?.updated === false;
  return [
    ...[...clusters].flatMap(([cluster, answer]) => underWay(cluster, state, answer)),
    ...Object.entries(groups).flatMap(([name, group]) => [
      ...(next?.mends && next.group === name && mayReplace(group, next.restarts, clusters) ? [] : unready(group, clusters, lost)),
      ...(listed ? differences(system, name, group, listed.get(name), lost) : []),
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
      !thawed.includes(member.cluster) && isStopped(group, member.cluster) && clusters.get(member.cluster)?.pods.get(name) === false
        ? [{ name, ...member }]
        : [],
    ),
  );
}

/**
 * What a cluster still does for an earlier commit. A step that is undone, or that a newer one has overtaken, would otherwise be done later:
 * Argo CD ends a sync with the commit that it began with.
 */
export function underWay(cluster: string, { groups = {}, thawed, drained }: OperatingState, answer: ClusterAnswer): readonly string[] {
  const { told, jobs = [] } = answer;
  const recorded = Object.values(groups).flatMap(({ members }) =>
    Object.entries(members).flatMap(([pod, member]) => (member.cluster === cluster ? [`${pod}: ${member.role} ${member.volume}`] : [])),
  );
  const applied = [...(told ?? [])].map(([pod, is]) => `${pod}: ${is}`);
  // A drain that has not begun yet, since its job waits, may end.
  const marks = [appliedMark({ groups, thawed, drained }, cluster), appliedMark({ groups, thawed, drained: [] }, cluster)];
  const isMarked = marks[0] === undefined || answer.mark === undefined || marks.includes(answer.mark);
  const isApplied = isMarked && (told === undefined || [...recorded].sort().join() === applied.sort().join());
  const isThawed = thawed.includes(cluster);
  // Members are replaced by no other template than the ledger's: where the program has another one by now, a thawed cluster is frozen.
  const isAsWanted = answer.thawed === undefined || answer.thawed === isThawed || (isThawed && answer.mark !== undefined);
  return [
    ...jobs.map(job => `${job} still runs in ${cluster}`),
    ...(isApplied ? [] : [`${cluster} has not applied the ledger yet`]),
    ...uncertified(cluster, groups, answer),
    ...(isAsWanted ? [] : [`${cluster} is still ${isThawed ? 'frozen' : 'thawed'}`]),
  ];
}

/** Whether the members of a cluster do not have the certificates yet that the ledger says. */
function uncertified(cluster: string, groups: NonNullable<OperatingState['groups']>, { certificate }: ClusterAnswer): readonly string[] {
  const wanted = Object.values(groups).flatMap(({ members, certificates }) =>
    certificates && Object.values(members).some(member => member.cluster === cluster)
      ? [`${certificates.issuerKind}/${certificates.issuer}`]
      : [],
  );
  const [issuer] = wanted;
  if (issuer === undefined || (certificate?.issued && wanted.includes(certificate.issuer))) return [];
  return [`the certificate of the members of ${cluster} is not issued by ${issuer.replace('/', ' ')} yet`];
}

function unready({ members }: GroupLedger, clusters: ReadonlyMap<string, ClusterAnswer>, lost: ReadonlySet<string>): readonly string[] {
  return Object.entries(members).flatMap(([pod, { cluster, role }]) => {
    if (lost.has(cluster)) return [];
    const answer = clusters.get(cluster);
    if (!answer) return [`${cluster} does not answer: the state of ${pod} is unknown`];
    const ready = answer.pods.get(pod);
    if (role === 'leaving') return ready === undefined ? [] : [`${pod} in ${cluster} still runs`];
    if (role === 'lost') return [];
    return ready ? [] : [`${pod} in ${cluster} ${ready === undefined ? 'does not exist' : 'is not ready'}`];
  });
}

/** The ledger only claims who the members are; the group itself knows. */
function differences(
  system: string,
  name: string,
  { members }: GroupLedger,
  listed: MemberList | undefined,
  lost: ReadonlySet<string>,
): readonly string[] {
  if (!listed) return [`group ${name} does not answer: who its members are is unknown`];
  // What was begun with a member of a cluster that is gone for ever ends as it is: it is removed next, whatever it is by now.
  const isUnknown = (pod: string): boolean => {
    const member = members[pod];
    return member !== undefined && lost.has(member.cluster) && !isAtRest(member) && member.role !== 'leaving';
  };
  const wanted = new Map(
    Object.entries(members)
      .filter(([pod]) => !isUnknown(pod))
      .filter(([, { role }]) => role !== 'leaving' && role !== 'lost')
      .map(([pod]) => [pod, isLearner(system, pod) ? 'learner' : 'voter'] as const),
  );
  return [
    ...[...wanted].flatMap(([pod, role]) => {
      const is = listed.get(pod);
      return is === role
        ? []
        : [`group ${name} ${is ? `lists ${pod} as a ${is}` : `does not list ${pod}`}, which the ledger has as a ${role}`];
    }),
    ...[...listed.keys()]
      .filter(pod => !wanted.has(pod) && !isUnknown(pod))
      .map(pod => `group ${name} still lists ${pod}, which the ledger does not have`),
  ];
}
