import { brokenMembers, type MemberList, reasonsToWait } from '../change/gate';
import { argumentsOf } from './arguments';
import { answersOf, kubectlOf, membersOf, usualKubectl } from './cluster-answers';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { readOutput } from './ledger-file';

const usage = 'usage: georaft gate SYSTEM [DIR] [--kubectl COMMAND]';

const help = `${usage}

Asks the clusters whether the next step of a system is safe now: every member is ready, each cluster has applied the step before, and that
step is done. Where the engine is etcd and a ready voter answers, the group itself must list the members of the ledger. Nothing is changed.
It runs kubectl with the name of each cluster as the context: get pods, get statefulset, get configmap, and exec etcdctl member list.

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
  const { state, namespace, engine, change } = system;
  if (!state.groups) throw new UsageError(`the ledger of ${name} names no members yet: run 'georaft step ${name}' first to record them`);
  const command = String(values['kubectl'] ?? usualKubectl);
  const kubectl = kubectlOf(command, namespace);
  const clusters = answersOf(name, state, kubectl);
  const listed = engine.name === 'etcd' ? membersOf(state, clusters, kubectl) : new Map<string, MemberList>();
  const reasons = reasonsToWait(name, state, clusters, listed, change?.steps[0]);
  terminal.out(reasons.length === 0 ? `the next step of ${name} may be committed\n` : reasons.map(why => `waits: ${why}\n`).join(''));
  for (const { name: pod, cluster } of brokenMembers(state, clusters))
    terminal.out(
      `to bring ${pod} back with its old template: ${command.replaceAll('{}', cluster)} --namespace ${namespace} delete pod ${pod}\n`,
    );
  return reasons.length === 0 ? exitCodes.clean : exitCodes.findings;
}
