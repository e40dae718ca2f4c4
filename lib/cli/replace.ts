import { othersInChange, type Replacement, replaceMember } from '../change/replace';
import type { OperatingState } from '../domain/operating-state';
import { argumentsOf } from './arguments';
import { answersOf, kubectlOf, membersOf, usualKubectl } from './cluster-answers';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { ledgerFolder, readLedger, type SystemLedger, writeLedger } from './ledger-file';

const usage = 'usage: georaft replace SYSTEM MEMBER [--dir DIR] [--state FOLDER]';

const help = `${usage}

Gives up a member whose volume is lost, in the ledger of its system. The group removes the member. The next 'georaft step' adds it again
on a new volume, and it votes once it has copied all data. What is left on the old volume is moved aside and never deleted.

  --dir DIR       the output folder (default dist)
  --state FOLDER  the folder of the ledgers (default ${ledgerFolder})
  --kubectl COMMAND  the command to run where another member joins or leaves: the clusters and the group are asked how far that is; {}
                     stands for the name of the cluster (default '${usualKubectl}')
  -h, --help      print this

Exit codes:
   0  the ledger was written
   1  the member cannot be given up
  64  georaft was called wrongly, the plan or the ledger cannot be read, or the plan is not from this ledger
  70  a bug in georaft
`;

/** `georaft replace`: gives up a member whose volume is lost. */
export const replace: Command = { usage, help, run };

function run(args: readonly string[], terminal: Terminal): number {
  const { positionals, values } = argumentsOf(args, { dir: { type: 'string' }, state: { type: 'string' }, kubectl: { type: 'string' } }, 2);
  const [system, member] = positionals;
  if (system === undefined || member === undefined) throw new UsageError('the name of a system or of a member is missing');
  const { state, file, output } = readLedger(
    terminal.cwd,
    system,
    String(values['dir'] ?? 'dist'),
    String(values['state'] ?? ledgerFolder),
  );
  const replacement = replacementOf(output, state, member, String(values['kubectl'] ?? usualKubectl));
  if (replacement.kind === 'impossible') {
    terminal.err(`georaft: ${system} was not changed: ${replacement.why}\n`);
    return exitCodes.findings;
  }
  writeLedger(terminal.cwd, file, replacement.ledger);
  if (replacement.kind === 'first') {
    terminal.out(
      `first ${replacement.does}\nwritten to ${file}; synthesize and commit both, then georaft replace ${system} ${member} again\n`,
    );
    return exitCodes.clean;
  }
  terminal.out(
    `${replacement.group} removes ${member} in ${replacement.cluster}\nwritten to ${file}; synthesize and commit both, then run georaft step ${system}\n`,
  );
  return exitCodes.clean;
}

/** Learners of a group of etcd, --max-learners; more are refused. */
const mostLearners = 1;

/** Only where another member joins or leaves the group has to be asked; no job may change it meanwhile. */
function replacementOf(
  { name, namespace, engine }: SystemLedger['output'],
  state: OperatingState,
  member: string,
  command: string,
): Replacement {
  const others = othersInChange(state, member);
  if (engine.name !== 'etcd') return replaceMember(state, member);
  if (others.length === 0) return replaceMember(state, member, undefined, mostLearners);
  const kubectl = kubectlOf(command, namespace);
  const clusters = answersOf(name, state, kubectl);
  const silent = others.find(({ cluster }) => !clusters.has(cluster));
  if (silent) return { kind: 'impossible', why: `${silent.cluster} does not answer, and ${silent.name} is ${silent.role} there` };
  const [job] = others.flatMap(({ cluster }) => clusters.get(cluster)?.jobs ?? []);
  if (job !== undefined) return { kind: 'impossible', why: `${job} still runs: wait until it has ended, which takes four minutes at most` };
  return replaceMember(state, member, membersOf(state, clusters, kubectl), mostLearners);
}
