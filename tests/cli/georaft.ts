import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../../lib/cli/run';
import { styleOf } from '../../lib/cli/style';
import { root } from '../architecture/sources';
import { isFullRun } from '../extent';
import { compiledCopy, type Ended, hangs } from '../synth/compiled';
import { emptyFolder } from '../synth/example';

/** How the command is run. */
export interface Called {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the process is a part of what is tried: how it is limited, how it ends. @default - in the full run only */
  readonly alone?: true;
  /** Arguments of Node itself. */
  readonly node?: readonly string[];
  /** Whose process it is. */
  readonly uid?: number;
}

/**
 * So many seconds of a processor may a command take, ten times and more what the longest takes. A machine that is busy with other things
 * counts nothing to them, so it ends only what is far slower than it may be.
 */
const processorSeconds = 60;

/** The compiled command. */
export const mainFile = (): string => join(compiledCopy(), 'lib', 'cli', 'main.js');

/**
 * Runs the command, whose outputs are no terminals: the compiled one in a process of its own, which takes half a second to start; in the
 * quick run in this process, where only what it says matters.
 */
export function georaft(args: readonly string[], called: Called = {}): Ended {
  return isFullRun || called.alone ? inProcess(args, called) : here(args, called);
}

function here(args: readonly string[], { cwd = emptyFolder(), env = {} }: Called): Ended {
  const [out, err]: [string[], string[]] = [[], []];
  const code = run(args, {
    cwd,
    style: styleOf(false, { NO_COLOR: env['NO_COLOR'], FORCE_COLOR: env['FORCE_COLOR'], TERM: env['TERM'] }),
    columns: undefined,
    out: text => void out.push(text),
    err: text => void err.push(text),
  });
  return { code, out: out.join(''), err: err.join('') };
}

function inProcess(args: readonly string[], { cwd = emptyFolder(), env = {}, node = [], uid }: Called): Ended {
  const limited = `ulimit -t ${processorSeconds} && exec "$0" "$@"`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', limited, process.execPath, ...node, mainFile(), ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    encoding: 'utf8',
    timeout: hangs,
    maxBuffer: 256 * 1024 ** 2,
    ...(uid === undefined ? {} : { uid }),
  });
  return { code: status, out: stdout, err: stderr };
}

/** A new folder with these files in `dist`. */
export function withFiles(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'dist'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'dist', path)), { recursive: true });
    writeFileSync(join(folder, 'dist', path), content);
  }
  return folder;
}

/** A new folder with a copy of the committed output of the example in `dist`. */
export function withExample(variant = 'example'): string {
  const folder = emptyFolder();
  cpSync(join(root, 'tests', 'golden', variant, 'dist'), join(folder, 'dist'), { recursive: true });
  return folder;
}
