import type { StepPlan } from '../plan/model/step-plan';
import { argumentsOf } from './arguments';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { usualKubectl, waitsOf } from './gate';
import { ledgerFolder, readLedger, writeLedger } from './ledger-file';

const usage = 'usage: georaft step SYSTEM [DIR] [--state FOLDER] [--accept-risk] [--dry-run] [--kubectl COMMAND | --unasked]';

const help = `${usage}

Writes the next step of a system into its ledger, ${ledgerFolder}/SYSTEM.json: synthesize then, and commit both.
The steps are those of the plan in DIR, 'dist' where it is left out: it must have been synthesized from the ledger as it is.
The step before counts as done with it. The jobs of the step wait until it is; 'georaft gate SYSTEM' asks before you commit.
No job waits for the end of a drain: for that step the clusters are asked first, as 'georaft gate' does.

  --state FOLDER     the folder of the ledgers (default ${ledgerFolder})
  --accept-risk      write a step too that ends, for a while, what the objectives of the system promise
  --dry-run          say what would be written, and write nothing
  --kubectl COMMAND  what to run for the cluster CLUSTER, with CLUSTER in it as {} (default '${usualKubectl}')
  --unasked          end a drain without asking: you have seen that every member is ready
  -h, --help         print this

Exit codes:
   0  the ledger was written, or the system is where its program wants it
   1  the step ends what the objectives promise, and --accept-risk was not given; or a drain cannot end yet
  64  the command was not understood, or the plan and the ledger cannot be read or do not belong together
  70  georaft is broken
`;

/** `georaft step`: the next step of a system, into its ledger. */
export const step: Command = { usage, help, run };

function run(args: readonly string[], terminal: Terminal): number {
  const { positionals, values } = argumentsOf(
    args,
    {
      state: { type: 'string' },
      'accept-risk': { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      kubectl: { type: 'string' },
      unasked: { type: 'boolean' },
    },
    2,
  );
  const [system, folder = 'dist'] = positionals;
  if (system === undefined) throw new UsageError('the name of a system is missing');
  const { output, state, file } = readLedger(terminal.cwd, system, folder, String(values['state'] ?? ledgerFolder));
  const [next, ...rest] = output.change?.steps ?? [];
  if (!next) {
    terminal.out(`${system} is where its program wants it: there is no step\n`);
    return exitCodes.clean;
  }
  if (next.breaksPromise && !values['accept-risk']) {
    terminal.err(
      `georaft: ${system} stays as it is: to ${next.does} leaves its group unable to survive the loss of ${next.fatal.join(', or of ')}, which it survives now; give --accept-risk to go that way\n`,
    );
    return exitCodes.findings;
  }
  const endsDrain = state.drained.length > 0 && next.ledger.drained.length === 0;
  if (endsDrain && !values['unasked'] && !values['dry-run']) {
    const waits = waitsOf(output, String(values['kubectl'] ?? usualKubectl));
    if (waits.length > 0) {
      terminal.err(waits.map(why => `georaft: ${system} stays as it is: ${why}\n`).join(''));
      return exitCodes.findings;
    }
  }
  if (!values['dry-run']) writeLedger(terminal.cwd, file, next.ledger);
  terminal.out(`${stepText(next)}\n`);
  terminal.out(
    values['dry-run']
      ? `nothing was written; ${left(rest.length + 1)}\n`
      : `written to ${file}; synthesize and commit both; ${left(rest.length)}\n`,
  );
  return exitCodes.clean;
}

const left = (count: number): string => (count === 0 ? 'it is the last step' : `${count} ${count === 1 ? 'step is' : 'steps are'} left`);

/** What a step does and what it needs, a line each. */
export function stepText({ does, gate, restarts, copies, fatal, undo, byHand }: StepPlan): string {
  return [
    does,
    `  before: ${gate}`,
    ...byHand.map(what => `  by hand: ${what}`),
    ...(copies.length > 0 ? [`  copies all data: ${copies.join(', ')}`] : []),
    ...(restarts.length > 0 ? [`  stops or restarts: ${restarts.join(', ')}`] : []),
    `  fatal meanwhile: ${fatal.length > 0 ? `the loss of ${fatal.join(', or of ')}` : 'no single loss'}`,
    `  back: ${undo.possible ? undo.how : `no: ${undo.how}`}`,
  ].join('\n');
}
