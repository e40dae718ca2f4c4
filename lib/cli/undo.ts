import { undoStep } from '../change/undo';
import { argumentsOf } from './arguments';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { ledgerFolder, readLedger, writeLedger } from './ledger-file';

const usage = 'usage: georaft undo SYSTEM [DIR] [--state FOLDER]';

const help = `${usage}

Undoes the step of a system that is not confirmed yet, in its ledger, if that is safe. Otherwise it prints why not.

  --state FOLDER  the folder of the ledgers (default ${ledgerFolder})
  -h, --help      print this

Exit codes:
   0  the ledger was written
   1  the step cannot be undone
  64  georaft was called wrongly, the plan or the ledger cannot be read, or the plan is not from this ledger
  70  a bug in georaft
`;

/** `georaft undo`: undoes the last step. */
export const undo: Command = { usage, help, run };

function run(args: readonly string[], terminal: Terminal): number {
  const { positionals, values } = argumentsOf(args, { state: { type: 'string' } }, 2);
  const [system, folder = 'dist'] = positionals;
  if (system === undefined) throw new UsageError('the name of a system is missing');
  const { state, file } = readLedger(terminal.cwd, system, folder, String(values['state'] ?? ledgerFolder));
  const undone = undoStep(state);
  if (undone.kind === 'impossible') {
    terminal.err(`georaft: ${system} was not changed: ${undone.why}\n`);
    return exitCodes.findings;
  }
  writeLedger(terminal.cwd, file, undone.ledger);
  terminal.out(`${undone.does}\nwritten to ${file}; change the program back, synthesize and commit all\n`);
  return exitCodes.clean;
}
