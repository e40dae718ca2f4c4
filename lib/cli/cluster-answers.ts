import { spawnSync } from 'node:child_process';
import type { ClusterAnswer, MemberList } from '../change/gate';
import type { OperatingState } from '../domain/operating-state';
import { appliedAnnotation } from '../plan/members/applied-mark';
import { certificateName, poolName, volumesName } from '../plan/members/object-names';
import { poolIn } from '../plan/members/recorded-seats';
import type { VolumeLedger } from '../plan/model/system-plan';

/** The JSON that a command prints in a cluster; undefined where the command fails. */
export type Kubectl = (cluster: string, ...args: readonly string[]) => unknown;

/** The command for a cluster where nobody says otherwise. */
export const usualKubectl = 'kubectl --context {}';

/** Runs a command in clusters, with {} in it for the name of the cluster. */
export const kubectlOf =
  (command: string, namespace: string): Kubectl =>
  (cluster, ...args) => {
    const [program = 'kubectl', ...given] = command.split(' ').map(word => word.replaceAll('{}', cluster));
    const { status, stdout } = spawnSync(program, [...given, '--namespace', namespace, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (status !== 0) return undefined;
    try {
      return JSON.parse(stdout) as unknown;
    } catch {
      return undefined;
    }
  };

const clustersOf = ({ groups = {} }: OperatingState): ReadonlySet<string> =>
  new Set(Object.values(groups).flatMap(({ members }) => Object.values(members).map(({ cluster }) => cluster)));

interface PodList {
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
    readonly status?: {
      readonly phase?: string;
      readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    };
  }[];
}

interface SetStatus {
  readonly spec: { readonly replicas: number; readonly updateStrategy?: { readonly rollingUpdate?: { readonly partition?: number } } };
  readonly status?: { readonly updatedReplicas?: number; readonly observedGeneration?: number };
  readonly metadata: { readonly generation: number; readonly annotations?: Readonly<Record<string, string>> };
}

/**
 * What each cluster with members of a system reports; a cluster that does not answer is missing.
 *
 * @param lost Clusters that are gone for ever: they are not asked
 */
export function answersOf(
  system: string,
  state: OperatingState,
  kubectl: Kubectl,
  lost: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, ClusterAnswer> {
  const clusters = new Map<string, ClusterAnswer>();
  for (const cluster of clustersOf(state)) {
    if (lost.has(cluster)) continue;
    const learns = Object.values(state.groups ?? {}).every(group => poolIn(group, system, cluster, 'voter').length === 0);
    const hasCertificates = Object.values(state.groups ?? {}).some(({ certificates }) => certificates);
    const answer = answerOf(system, cluster, learns, kubectl, hasCertificates);
    if (answer) clusters.set(cluster, answer);
  }
  return clusters;
}

function answerOf(system: string, cluster: string, learns: boolean, kubectl: Kubectl, hasCertificates: boolean): ClusterAnswer | undefined {
  const pods = kubectl(cluster, 'get', 'pods', '--selector', `app.kubernetes.io/name=${system}`, '--output', 'json') as PodList | undefined;
  if (!pods) return undefined;
  const pool = poolName(system, learns ? 'learner' : 'voter');
  const set = kubectl(cluster, 'get', 'statefulset', pool, '--output', 'json') as SetStatus | undefined;
  const ready = ({ status }: PodList['items'][number]): boolean =>
    status?.conditions?.some(condition => condition.type === 'Ready' && condition.status === 'True') === true;
  const told = (['voter', 'learner'] as const).flatMap(role => {
    const map = kubectl(cluster, 'get', 'configmap', volumesName(poolName(system, role)), '--output', 'json') as ConfigMap | undefined;
    return map ? [membersIn(map)] : [];
  });
  return {
    pods: new Map(pods.items.map(pod => [pod.metadata.name, ready(pod)])),
    updated: set && set.status?.observedGeneration === set.metadata.generation && set.status.updatedReplicas === set.spec.replicas,
    thawed: set && set.spec.replicas > 0 ? (set.spec.updateStrategy?.rollingUpdate?.partition ?? 0) === 0 : undefined,
    mark: set?.metadata.annotations?.[appliedAnnotation],
    ...(hasCertificates ? certificateOf(kubectl(cluster, 'get', 'certificate', certificateName(pool), '--output', 'json')) : {}),
    ...(told.length > 0 ? { told: new Map(told.flatMap(members => [...members])) } : {}),
    jobs: pods.items
      .filter(({ metadata, status }) => metadata.labels?.[component] === 'membership' && isUnfinished(status?.phase))
      .map(({ metadata }) => metadata.name),
  };
}

interface Certificate {
  readonly metadata: { readonly generation: number };
  readonly spec: { readonly issuerRef: { readonly name: string; readonly kind?: string } };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly observedGeneration?: number }[];
  };
}

/** Who issues a certificate, and whether it is issued as it is wanted now. */
function certificateOf(answer: unknown): Pick<ClusterAnswer, 'certificate'> {
  if (answer === undefined) return {};
  const { metadata, spec, status } = answer as Certificate;
  const issued = (status?.conditions ?? []).some(
    condition => condition.type === 'Ready' && condition.status === 'True' && condition.observedGeneration === metadata.generation,
  );
  return { certificate: { issuer: `${spec.issuerRef.kind ?? 'Issuer'}/${spec.issuerRef.name}`, issued } };
}

const component = 'app.kubernetes.io/component';
const isUnfinished = (phase: string | undefined): boolean => phase === 'Pending' || phase === 'Running';

interface ConfigMap {
  readonly data?: Readonly<Record<string, string>>;
}

/** What the guard of the volumes reads, by member. */
function membersIn({ data }: ConfigMap): ReadonlyMap<string, string> {
  const { members } = JSON.parse(data?.['ledger.json'] ?? '{"members":{}}') as VolumeLedger;
  return new Map(Object.entries(members).map(([name, { role, volume }]) => [name, `${role} ${volume}`]));
}

interface EtcdMembers {
  readonly members: readonly { readonly name?: string; readonly peerURLs?: readonly string[]; readonly isLearner?: boolean }[];
}

/** A member that has not started yet has an address and no name; its host begins with the name of its pod. */
const nameOf = ({ name = '', peerURLs = [] }: EtcdMembers['members'][number]): string =>
  name || (/^https?:\/\/([^.:/]+)/.exec(peerURLs[0] ?? '')?.[1] ?? '');

/** The members that each group lists, asked through one of its voters that is ready. */
export function membersOf(
  { groups = {} }: OperatingState,
  clusters: ReadonlyMap<string, ClusterAnswer>,
  kubectl: Kubectl,
): ReadonlyMap<string, MemberList> {
  const lists = new Map<string, MemberList>();
  for (const [name, { members }] of Object.entries(groups)) {
    const asked = Object.entries(members).find(([pod, { cluster, role }]) => role === 'voter' && clusters.get(cluster)?.pods.get(pod));
    if (!asked) continue;
    const [pod, { cluster }] = asked;
    const list = kubectl(cluster, 'exec', pod, '--', 'etcdctl', 'member', 'list', '--write-out', 'json') as EtcdMembers | undefined;
    if (list) lists.set(name, new Map(list.members.map(member => [nameOf(member), member.isLearner ? 'learner' : 'voter'])));
  }
  return lists;
}
