import { drainCluster } from '../change/drain';
import { argumentsOf } from './arguments';
import { usualKubectl } from './cluster-answers';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { askGate, lostIn } from './gate';
import { ledgerFolder, readLedger, writeLedger } from './ledger-file';

const usage = 'usage: georaft drain SYSTEM CLUSTER [--dir DIR] [--state FOLDER] [--kubectl COMMAND | --unasked]';

const help = `${usage}

Gives the disruption budget of a system to one cluster, so that its nodes can be drained, and to no other. The clusters are asked first,
as 'georaft gate' does: while a member is missing, one that an earlier drain evicted for example, nothing is written.
'georaft step SYSTEM' ends the drain; only then can that of another cluster begin.

  --dir DIR          the output folder (default dist)
  --state FOLDER     the folder of the ledgers (default ${ledgerFolder})
  --kubectl COMMAND  the command to run; {} stands for the name of the cluster (default '${usualKubectl}')
  --unasked          write it without asking: you have seen that every member is ready
  -h, --help         print this

Exit codes:
   0  the ledger was written
   1  the drain has to wait, and what for is printed; or it cannot begin
  64  georaft was called wrongly, the plan or the ledger cannot be read, or the plan is not from this ledger
  70  a bug in georaft
`;

/** `georaft drain`: lets the nodes of one cluster be drained. */
export const drain: Command = { usage, help, run };

function run(args: readonly string[], terminal: Terminal): number {
  const { positionals, values } = argumentsOf(
    args,
    { dir: { type: 'string' }, state: { type: 'string' }, kubectl: { type: 'string' }, unasked: { type: 'boolean' } },
    2,
  );
  const [system, cluster] = positionals;
  if (system === undefined || cluster === undefined) throw new UsageError('the name of a system or of a cluster is missing');
  const { output, state, file } = readLedger(
    terminal.cwd,
    system,
    String(values['dir'] ?? 'dist'),
    String(values['state'] ?? ledgerFolder),
  );
  const drained = drainCluster(state, cluster, lostIn(output));
  const waits =
    drained.kind === 'impossible'
      ? [drained.why]
      : values['unasked']
        ? []
        : askGate(output, String(values['kubectl'] ?? usualKubectl)).reasons;
  if (drained.kind === 'impossible' || waits.length > 0) {
    terminal.err(waits.map(why => `georaft: ${system} was not changed: ${why}\n`).join(''));
    return exitCodes.findings;
  }
  writeLedger(terminal.cwd, file, drained.ledger);
  terminal.out(
    `nodes of ${cluster} may be drained, and no others; end it with 'georaft step ${system}' once every member is ready again\nwritten to ${file}; synthesize and commit both\n`,
  );
  return exitCodes.clean;
}
