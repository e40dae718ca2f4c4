import { spawnSync } from 'node:child_process';
import { type ClusterAnswer, type MemberList, openGates } from '../change/gate';
import type { OutputChange } from '../change/read-change';
import type { OperatingState } from '../domain/operating-state';
import { poolName } from '../plan/members/object-names';
import { argumentsOf } from './arguments';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { readOutput } from './ledger-file';

const usage = 'usage: georaft gate SYSTEM [DIR] [--kubectl COMMAND]';

const help = `${usage}

Asks the clusters whether the next step of a system would be safe now: whether every voter is ready, the step before is done, and, where
the engine is etcd, whether the group itself names the members that the ledger has. Nothing is changed.
It runs kubectl with the context of each cluster's name: get pods, get statefulset, and exec etcdctl member list.

  --kubectl COMMAND  what to run for the cluster CLUSTER, with CLUSTER in it as {} (default 'kubectl --context {}')
  -h, --help         print this

Exit codes:
   0  the next step may be committed
   1  it has to wait, and what for is printed
  64  the command was not understood, or the plan cannot be read
  70  georaft is broken
`;

/** `georaft gate`: asks the group itself, from outside. */
export const gate: Command = { usage, help, run };

function run(args: readonly string[], terminal: Terminal): number {
  const { positionals, values } = argumentsOf(args, { kubectl: { type: 'string' } }, 2);
  const [name, folder = 'dist'] = positionals;
  if (name === undefined) throw new UsageError('the name of a system is missing');
  const system = readOutput(terminal.cwd, folder).systems.find(candidate => candidate.name === name);
  if (!system) throw new UsageError(`'${folder}' has no system '${name}'`);
  const waits = waitsOf(system, String(values['kubectl'] ?? usualKubectl));
  terminal.out(waits.length === 0 ? `the next step of ${name} may be committed\n` : waits.map(why => `waits: ${why}\n`).join(''));
  return waits.length === 0 ? exitCodes.clean : exitCodes.findings;
}

/** What is run for a cluster where nobody says otherwise. */
export const usualKubectl = 'kubectl --context {}';

/** What the next step of a system has to wait for, asked of its clusters and its groups. @throws UsageError while its ledger names no members */
export function waitsOf({ name, state, namespace, engine, seats }: OutputChange['systems'][number], command: string): readonly string[] {
  if (!state.groups)
    throw new UsageError(`the ledger of ${name} names no members yet: run 'georaft step ${name}' first, which records them`);
  const kubectl = kubectlOf(command, namespace);
  const clusters = new Map<string, ClusterAnswer>();
  // A cluster with members has a part in the system, unless it is lost.
  const lost = new Set([...clustersOf(state)].filter(cluster => !seats.some(seat => seat.cluster === cluster)));
  for (const cluster of clustersOf(state)) {
    if (lost.has(cluster)) continue;
    const answer = answerOf(name, cluster, kubectl);
    if (answer) clusters.set(cluster, answer);
  }
  const listed = engine.name === 'etcd' ? membersOf(state, clusters, kubectl) : new Map<string, MemberList>();
  return openGates(name, state, clusters, listed, lost);
}

/** What a command prints in a cluster; undefined where it fails. */
type Kubectl = (cluster: string, ...args: readonly string[]) => unknown;

const kubectlOf =
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
    readonly metadata: { readonly name: string };
    readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  }[];
}

interface SetStatus {
  readonly spec: { readonly replicas: number };
  readonly status?: { readonly updatedReplicas?: number; readonly observedGeneration?: number };
  readonly metadata: { readonly generation: number };
}

function answerOf(system: string, cluster: string, kubectl: Kubectl): ClusterAnswer | undefined {
  const pods = kubectl(cluster, 'get', 'pods', '--selector', `app.kubernetes.io/name=${system}`, '--output', 'json') as PodList | undefined;
  if (!pods) return undefined;
  const set = kubectl(cluster, 'get', 'statefulset', poolName(system, 'voter'), '--output', 'json') as SetStatus | undefined;
  const ready = ({ status }: PodList['items'][number]): boolean =>
    status?.conditions?.some(condition => condition.type === 'Ready' && condition.status === 'True') === true;
  return {
    pods: new Map(pods.items.map(pod => [pod.metadata.name, ready(pod)])),
    updated: set && set.status?.observedGeneration === set.metadata.generation && set.status.updatedReplicas === set.spec.replicas,
  };
}

interface EtcdMembers {
  readonly members: readonly { readonly name?: string; readonly isLearner?: boolean }[];
}

/** What each group says of its members, asked through one of them that is ready. */
function membersOf(
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
    if (list) lists.set(name, new Map(list.members.map(member => [member.name ?? '', member.isLearner ? 'learner' : 'voter'])));
  }
  return lists;
}
