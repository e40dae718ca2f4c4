import { replaceMember } from '../change/replace';
import { argumentsOf } from './arguments';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { ledgerFolder, readLedger, writeLedger } from './ledger-file';

const usage = 'usage: georaft replace SYSTEM MEMBER [--dir DIR] [--state FOLDER]';

const help = `${usage}

Gives up a member whose volume is lost, in the ledger of its system. The group removes the member. The next 'georaft step' adds it again
on a new volume, and it votes once it has copied all data. What is left on the old volume is moved aside and never deleted.

  --dir DIR       the output folder (default dist)
  --state FOLDER  the folder of the ledgers (default ${ledgerFolder})
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
  const { positionals, values } = argumentsOf(args, { dir: { type: 'string' }, state: { type: 'string' } }, 2);
  const [system, member] = positionals;
  if (system === undefined || member === undefined) throw new UsageError('the name of a system or of a member is missing');
  const { state, file } = readLedger(terminal.cwd, system, String(values['dir'] ?? 'dist'), String(values['state'] ?? ledgerFolder));
  const replacement = replaceMember(state, member);
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
