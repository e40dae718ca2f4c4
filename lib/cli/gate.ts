import { brokenMembers, reasonsToWait } from '../change/gate';
import { addressesInUse } from '../change/network-gate';
import { goneBy, isNothing } from '../change/network-steps';
import type { OutputChange } from '../change/read-change';
import type { OperatingState } from '../domain/operating-state';
import { addressesOf } from './address-answers';
import { argumentsOf } from './arguments';
import { answersOf, type Kubectl, kubectlOf, membersOf, usualKubectl } from './cluster-answers';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { readOutput } from './ledger-file';

const usage = 'usage: georaft gate SYSTEM [DIR] [--kubectl COMMAND]';

const help = `${usage}

Asks the clusters whether the next step of a system is safe now: every member is ready, each cluster has applied the step before, and that
step is done. Where the engine is etcd, the group itself must list the members of the ledger. Nothing is changed.
It runs kubectl with the name of each cluster as the context: get pods, get statefulset, get configmap, get certificate where peers have
one, and exec etcdctl member list. Before old addresses of a cluster are no longer admitted, also get pods
--all-namespaces, get service and get endpointslices there.

  --kubectl COMMAND  the command to run; {} stands for the name of the cluster (default '${usualKubectl}')
  -h, --help         print this

Exit codes:
   0  the next step may be committed
   1  the next step must wait; the reasons are printed
  64  georaft was called wrongly, or the plan cannot be read
  70  a bug in georaft
`;

/** `georaft gate`: asks the clusters and the group whether the next step is safe now. */
export const gate: Command = { usage, help, run };

function run(args: readonly string[], terminal: Terminal): number {
  const { positionals, values } = argumentsOf(args, { kubectl: { type: 'string' } }, 2);
  const [name, folder = 'dist'] = positionals;
  if (name === undefined) throw new UsageError('the name of a system is missing');
  const system = readOutput(terminal.cwd, folder).systems.find(candidate => candidate.name === name);
  if (!system) throw new UsageError(`'${folder}' has no system '${name}'`);
  const command = String(values['kubectl'] ?? usualKubectl);
  const { reasons, broken } = askGate(system, command);
  terminal.out(reasons.length === 0 ? `the next step of ${name} may be committed\n` : reasons.map(why => `waits: ${why}\n`).join(''));
  for (const { name: pod, cluster } of broken)
    terminal.out(
      `to bring ${pod} back with its old template: ${command.replaceAll('{}', cluster)} --namespace ${system.namespace} delete pod ${pod}\n`,
    );
  return reasons.length === 0 ? exitCodes.clean : exitCodes.findings;
}

/** The clusters of a system that are gone for ever: one that has members has a part in it, unless it is lost. */
export const lostIn = ({ state, seats }: Pick<OutputChange['systems'][number], 'state' | 'seats'>): ReadonlySet<string> =>
  new Set(
    Object.values(state.groups ?? {})
      .flatMap(({ members }) => Object.values(members).map(({ cluster }) => cluster))
      .filter(cluster => !seats.some(seat => seat.cluster === cluster)),
  );

/** What the clusters and the groups of a system answer. */
export interface GateAnswer {
  /** Why the next step must wait; none where it may be committed. */
  readonly reasons: readonly string[];
  /** Members that a pod template broke: only their deletion brings them back. */
  readonly broken: ReturnType<typeof brokenMembers>;
}

/**
 * Asks the clusters and the groups of a system whether its next step is safe now.
 *
 * @throws UsageError while its ledger names no members
 */
export function askGate({ name, state, namespace, engine, seats, change }: OutputChange['systems'][number], command: string): GateAnswer {
  if (!state.groups) throw new UsageError(`the ledger of ${name} names no members yet: run 'georaft step ${name}' first to record them`);
  const kubectl = kubectlOf(command, namespace);
  const lost = lostIn({ state, seats });
  const clusters = answersOf(name, state, kubectl, lost);
  const listed = engine.name === 'etcd' ? membersOf(state, clusters, kubectl) : undefined;
  const next = change?.steps[0];
  const reasons = [...reasonsToWait(name, state, clusters, listed, next, lost), ...addressReasons(state, next, kubectl)];
  return { reasons, broken: brokenMembers(state, clusters) };
}

/** Why the addresses that the next step no longer admits must still be. */
function addressReasons(state: OperatingState, next: Step | undefined, kubectl: Kubectl): readonly string[] {
  const gone = next && goneBy(state, next);
  return next?.cluster === undefined || !gone || isNothing(gone)
    ? []
    : addressesInUse(next.cluster, gone, addressesOf(next.cluster, kubectl, gone));
}

type Step = NonNullable<OutputChange['systems'][number]['change']>['steps'][number];
