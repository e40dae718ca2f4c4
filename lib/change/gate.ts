import type { GroupLedger, OperatingState } from '../domain/operating-state';
import { isLearner } from '../plan/members/recorded-seats';

/** What a cluster reports about a system's members: the part of the answer to `kubectl get` that is needed. */
export interface ClusterAnswer {
  /** Whether each pod is ready, by pod name. */
  readonly pods: ReadonlyMap<string, boolean>;
  /** Whether every pod of the voters' StatefulSet runs the newest template; undefined where there is no such StatefulSet. */
  readonly updated: boolean | undefined;
  /** Whether that StatefulSet replaces pods with an older template; undefined where there is no such StatefulSet. */
  readonly thawed?: boolean | undefined;
  /** The role and the volume of each member, as the guard of the volumes was told last: `voter 1`. @default - there is no guard */
  readonly told?: ReadonlyMap<string, string>;
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
 * @param listed The members by group; a group that could not be asked is missing
 * @param lost Clusters that are gone for ever: they are not asked
 */
export function reasonsToWait(
  system: string,
  state: OperatingState,
  clusters: ReadonlyMap<string, ClusterAnswer>,
  listed: ReadonlyMap<string, MemberList>,
  lost: ReadonlySet<string> = new Set(),
): readonly string[] {
  const { groups = {}, thawed } = state;
  return [
    ...[...clusters].flatMap(([cluster, answer]) => underWay(cluster, state, answer)),
    ...Object.entries(groups).flatMap(([name, group]) => [
      ...unready(group, clusters, lost),
      ...differences(system, name, group, listed.get(name)),
    ]),
    ...thawed.flatMap(cluster => (clusters.get(cluster)?.updated === false ? [`members of ${cluster} still run their old template`] : [])),
  ];
}

/**
 * What a cluster still does for an earlier commit. A step that is undone, or that a newer one has overtaken, would otherwise be done later:
 * Argo CD ends a sync with the commit that it began with.
 */
export function underWay(cluster: string, { groups = {}, thawed }: OperatingState, answer: ClusterAnswer): readonly string[] {
  const { told, jobs = [] } = answer;
  const recorded = Object.values(groups).flatMap(({ members }) =>
    Object.entries(members).flatMap(([pod, member]) => (member.cluster === cluster ? [`${pod}: ${member.role} ${member.volume}`] : [])),
  );
  const applied = [...(told ?? [])].map(([pod, is]) => `${pod}: ${is}`);
  const isApplied = told === undefined || [...recorded].sort().join() === applied.sort().join();
  const isThawed = thawed.includes(cluster);
  return [
    ...jobs.map(job => `${job} still runs in ${cluster}`),
    ...(isApplied ? [] : [`${cluster} has not applied the ledger yet`]),
    ...(answer.thawed === undefined || answer.thawed === isThawed ? [] : [`${cluster} is still ${isThawed ? 'frozen' : 'thawed'}`]),
  ];
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
      return is === role
        ? []
        : [`group ${name} ${is ? `lists ${pod} as a ${is}` : `does not list ${pod}`}, which the ledger has as a ${role}`];
    }),
    ...[...listed.keys()].filter(pod => !wanted.has(pod)).map(pod => `group ${name} still lists ${pod}, which the ledger does not have`),
  ];
}
