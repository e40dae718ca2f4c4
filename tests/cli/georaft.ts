import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../architecture/sources';
import { compiledCopy, type Ended } from '../synth/compiled';
import { emptyFolder } from '../synth/example';

/** How the command is run. */
export interface Called {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of Node itself. */
  readonly node?: readonly string[];
  /** Whose process it is. */
  readonly uid?: number;
  /** Milliseconds after which it is killed. */
  readonly timeout?: number;
}

/** The compiled command. */
export const mainFile = (): string => join(compiledCopy(), 'lib', 'cli', 'main.js');

/** Runs the compiled command in a process of its own, whose outputs are no terminals. */
export function georaft(args: readonly string[], { cwd = emptyFolder(), env = {}, node = [], uid, timeout = 60_000 }: Called = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, mainFile(), ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    encoding: 'utf8',
    timeout,
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
