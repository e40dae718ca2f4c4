import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { packageVersion } from './package-file';
import { printable } from './style';

/** A command before it is loaded: the program starts faster than what it may be asked for. */
interface Entry {
  readonly says: string;
  readonly load: () => Command;
}

const commands: ReadonlyMap<string, Entry> = new Map([
  ['check', { says: 'find what is wrong in an output folder', load: () => (require('./check') as typeof import('./check')).check }],
  [
    'plan',
    {
      says: 'say what changes between two outputs, and what may be done with it',
      load: () => (require('./plan') as typeof import('./plan')).plan,
    },
  ],
  [
    'explain',
    { says: 'say what a rule demands and why, with an example', load: () => (require('./explain') as typeof import('./explain')).explain },
  ],
]);

const usage = 'usage: georaft COMMAND [ARGUMENT…]';

const overview = (): string => `georaft ${packageVersion()}: Raft systems that survive the loss of a whole Kubernetes cluster

${usage}

${[...commands].map(([name, { says }]) => `  ${name.padEnd(10)}${says}`).join('\n')}
  help      say how a command is used: georaft help check

Options:
  -h, --help     print this
  -V, --version  print the version
`;

/** Runs what the arguments of the process say. Returns the exit code; nothing is thrown. */
export function run(args: readonly string[], terminal: Terminal): number {
  const [name, ...rest] = args;
  const asked = name === 'help' ? rest[0] : rest.includes('--help') || rest.includes('-h') ? name : undefined;
  let hint = usage;
  try {
    if (name === '--version' || name === '-V') return print(terminal, `${packageVersion()}\n`);
    if (name === '--help' || name === '-h' || (name === 'help' && asked === undefined)) return print(terminal, overview());
    if (name === undefined) throw new UsageError(`a command is missing; there are ${[...commands.keys()].join(', ')} and help`);
    const command = commandOf(asked ?? name);
    hint = `${command.usage}\nSee georaft help ${asked ?? name}.`;
    if (asked !== undefined) return print(terminal, command.help);
    return command.run(rest, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`georaft: ${printable(error.message)}\n${hint}\n`);
      return exitCodes.usage;
    }
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(`georaft: this is a bug in georaft ${ownVersion()}; please report it with what follows\n${what}\n`);
    return exitCodes.bug;
  }
}

/** The version, for whoever reports a bug. What is broken may be the package itself, whose file then says none. */
function ownVersion(): string {
  try {
    return packageVersion();
  } catch {
    return 'of an unknown version';
  }
}

function commandOf(name: string): Command {
  const entry = commands.get(name);
  if (!entry) throw new UsageError(`there is no command '${name}'; there are ${[...commands.keys()].join(', ')} and help`);
  return entry.load();
}

function print(terminal: Terminal, text: string): number {
  terminal.out(text);
  return exitCodes.clean;
}
