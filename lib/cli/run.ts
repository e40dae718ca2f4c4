import { packageVersion } from '../programs/package-file';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { printable } from './style';

/** A command that is loaded only when it is called, so that the program starts fast. */
interface Entry {
  readonly summary: string;
  readonly load: () => Command;
}

const commands: ReadonlyMap<string, Entry> = new Map([
  ['check', { summary: 'find what is wrong in an output folder', load: () => (require('./check') as typeof import('./check')).check }],
  [
    'plan',
    {
      summary: 'print what changes between two outputs, and what to do about it',
      load: () => (require('./plan') as typeof import('./plan')).plan,
    },
  ],
  [
    'explain',
    {
      summary: 'print what a rule demands and why, with an example',
      load: () => (require('./explain') as typeof import('./explain')).explain,
    },
  ],
  ['step', { summary: 'write the next step of a system into its ledger', load: () => (require('./step') as typeof import('./step')).step }],
  [
    'gate',
    { summary: 'ask the clusters whether the next step is safe now', load: () => (require('./gate') as typeof import('./gate')).gate },
  ],
  ['undo', { summary: 'undo the last step of a system', load: () => (require('./undo') as typeof import('./undo')).undo }],
  [
    'replace',
    { summary: 'give up a member whose volume is lost', load: () => (require('./replace') as typeof import('./replace')).replace },
  ],
  [
    'drain',
    {
      summary: 'let the nodes of one cluster be drained, once nobody is missing',
      load: () => (require('./drain') as typeof import('./drain')).drain,
    },
  ],
]);

const usage = 'usage: georaft COMMAND [ARGUMENT…]';

const overview = (): string => `georaft ${packageVersion()}: Raft systems that survive the loss of a whole Kubernetes cluster

${usage}

${[...commands].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`).join('\n')}
  help      print how to use a command: georaft help check

Options:
  -h, --help     print this
  -V, --version  print the version
`;

/** Runs the command that the arguments name. Returns the exit code, and throws nothing. */
export function run(args: readonly string[], terminal: Terminal): number {
  const [name, ...rest] = args;
  const helpFor = name === 'help' ? rest[0] : rest.includes('--help') || rest.includes('-h') ? name : undefined;
  let hint = usage;
  try {
    if (name === '--version' || name === '-V') return print(terminal, `${packageVersion()}\n`);
    if (name === '--help' || name === '-h' || (name === 'help' && helpFor === undefined)) return print(terminal, overview());
    if (name === undefined) throw new UsageError(`a command is missing; use ${[...commands.keys()].join(', ')} or help`);
    const command = commandOf(helpFor ?? name);
    hint = `${command.usage}\nSee georaft help ${helpFor ?? name}.`;
    if (helpFor !== undefined) return print(terminal, command.help);
    return command.run(rest, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`georaft: ${printable(error.message)}\n${hint}\n`);
      return exitCodes.usage;
    }
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(`georaft: this is a bug in georaft ${ownVersion()}; please report it with the text below\n${what}\n`);
    return exitCodes.bug;
  }
}

/** The version, for the report of a bug. It is unknown where the package itself is broken. */
function ownVersion(): string {
  try {
    return packageVersion();
  } catch {
    return 'of an unknown version';
  }
}

function commandOf(name: string): Command {
  const entry = commands.get(name);
  if (!entry) throw new UsageError(`there is no command '${name}'; use ${[...commands.keys()].join(', ')} or help`);
  return entry.load();
}

function print(terminal: Terminal, text: string): number {
  terminal.out(text);
  return exitCodes.clean;
}
