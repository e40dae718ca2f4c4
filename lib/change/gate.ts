import type { GroupLedger, OperatingState } from '../domain/operating-state';
import { isLearner } from '../plan/members/recorded-seats';

/** What a cluster says of a system's members: what `kubectl get` answers, as far as it is needed. */
export interface ClusterAnswer {
  /** By pod name: whether it is ready. */
  readonly pods: ReadonlyMap<string, boolean>;
  /** Of the voters' StatefulSet: whether every pod runs the newest template; undefined where there is no such set. */
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
 * @param lost Clusters that are gone for ever: nobody asks them
 */
export function openGates(
  system: string,
  { groups = {}, thawed }: OperatingState,
  clusters: ReadonlyMap<string, ClusterAnswer>,
  listed: ReadonlyMap<string, MemberList>,
  lost: ReadonlySet<string> = new Set(),
): readonly string[] {
  return [
    ...Object.entries(groups).flatMap(([name, group]) => [
      ...unready(group, clusters, lost),
      ...differences(system, name, group, listed.get(name)),
    ]),
    ...thawed.flatMap(cluster => (clusters.get(cluster)?.updated === false ? [`members of ${cluster} still run their old template`] : [])),
  ];
}

function unready({ members }: GroupLedger, clusters: ReadonlyMap<string, ClusterAnswer>, lost: ReadonlySet<string>): readonly string[] {
  return Object.entries(members).flatMap(([pod, { cluster, role }]) => {
    if (lost.has(cluster)) return [];
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
