import { goneBy, isNothing } from '../change/network-steps';
import { meetingPlace, type RolloutPlace } from '../change/rollouts-together';
import type { StepPlan } from '../plan/model/step-plan';
import { argumentsOf } from './arguments';
import { usualKubectl } from './cluster-answers';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { askGate } from './gate';
import { ledgerFolder, readLedger, type SystemLedger, writeLedger } from './ledger-file';

const usage = 'usage: georaft step SYSTEM [DIR] [--state FOLDER] [--accept-risk] [--dry-run] [--kubectl COMMAND | --unasked]';

const help = `${usage}

Writes the next step of a system into its ledger, ${ledgerFolder}/SYSTEM.json. Then synthesize, and commit both.
The steps are those of the plan in DIR, which must have been synthesized from the ledger as it is now. Without DIR it is 'dist'.
The step confirms the step before it. Its jobs wait until that one is done; 'georaft gate SYSTEM' tells before you commit.
No job waits for the end of a drain, or until nothing has an old address: before such a step the clusters are asked, as 'georaft gate' does.

  --state FOLDER     the folder of the ledgers (default ${ledgerFolder})
  --accept-risk      also write a step that breaks the objective 'survive' of the system for a while, or that replaces members
                     where those of another system are replaced
  --dry-run          print the step, and write nothing
  --kubectl COMMAND  the command to run; {} stands for the name of the cluster (default '${usualKubectl}')
  --unasked          take such a step without asking: you have seen that every member is ready, and that nothing has an old address
  -h, --help         print this

Exit codes:
   0  the ledger was written, or no step is left
   1  the step breaks the objective 'survive', or meets the rollout of another system, and --accept-risk was not given; or the clusters
      were asked, and it must wait
  64  georaft was called wrongly, the plan or the ledger cannot be read, or the plan is not from this ledger
  70  a bug in georaft
`;

/** `georaft step`: writes the next step of a system into its ledger. */
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
  const { output, state, file, thawedElsewhere, clusters } = readLedger(
    terminal.cwd,
    system,
    folder,
    String(values['state'] ?? ledgerFolder),
  );
  const [next, ...rest] = output.change?.steps ?? [];
  if (!next) {
    terminal.out(`${system} is as its program describes it: no step is left\n`);
    return exitCodes.clean;
  }
  if (next.breaksPromise && !values['accept-risk']) {
    terminal.err(
      `georaft: ${system} was not changed: the step to ${next.does} breaks the objective 'survive', as the loss of ${next.fatal.join(', or of ')} takes the quorum meanwhile; give --accept-risk to take it\n`,
    );
    return exitCodes.findings;
  }
  const met = meeting(next.ledger.thawed, thawedElsewhere, clusters);
  if (met && !values['accept-risk']) {
    terminal.err(
      `georaft: ${system} stays as it is: members in ${met.place} are replaced for ${met.system} now; end that first (georaft step ${met.system}), or accept both at once in the program and give --accept-risk\n`,
    );
    return exitCodes.findings;
  }
  const endsDrain = state.drained.length > 0 && next.ledger.drained.length === 0;
  const asks = endsDrain || !isNothing(goneBy(state, next));
  if (asks && !values['unasked'] && !values['dry-run']) {
    const waits = askGate(output, String(values['kubectl'] ?? usualKubectl)).reasons;
    if (waits.length > 0) {
      terminal.err(waits.map(why => `georaft: ${system} was not changed: ${why}\n`).join(''));
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

/** Where a rollout would meet one of another system. */
function meeting(
  thawed: readonly string[],
  elsewhere: SystemLedger['thawedElsewhere'],
  clusters: SystemLedger['clusters'],
): { readonly system: string; readonly place: string } | undefined {
  const placeOf = (name: string): RolloutPlace => clusters.find(cluster => cluster.name === name) ?? { name, region: '', zones: [] };
  for (const { system, cluster } of elsewhere)
    for (const here of thawed) {
      const place = meetingPlace(placeOf(cluster), placeOf(here));
      if (place !== undefined) return { system, place };
    }
  return undefined;
}

const left = (count: number): string => (count === 0 ? 'it is the last step' : `${count} ${count === 1 ? 'step is' : 'steps are'} left`);

/** What a step does and what it needs, one line each. */
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
