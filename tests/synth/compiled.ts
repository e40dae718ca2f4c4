import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';
import { RunningProgram } from './running-program';

const root = join(__dirname, '..', '..');
let compiled: string | undefined;
const made: string[] = [];
if (typeof afterAll === 'function') afterAll(() => made.splice(0).map(folder => rmSync(folder, { recursive: true, force: true })));

/** A copy of the package as JavaScript, for programs in processes of their own. Made once for each test file. */
export function compiledCopy(): string {
  if (compiled) return compiled;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'georaft-compiled-')));
  for (const part of ['lib', 'apps', 'clusters', 'tests/synth']) {
    for (const entry of readdirSync(join(root, part), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name).slice(root.length + 1);
      if (!entry.isFile() || path.endsWith('.test.ts')) continue;
      const target = join(folder, path.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const text = readFileSync(join(root, path), 'utf8');
      writeFileSync(target, path.endsWith('.ts') ? javaScript(text) : text);
    }
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  compiled = folder;
  made.push(folder);
  return folder;
}

const javaScript = (text: string): string =>
  transformSync(text, { swcrc: false, module: { type: 'commonjs' }, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }).code;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Milliseconds after which a child process is taken to hang, as much as `testTimeout` of Jest in package.json: nothing takes so long,
 * however busy the machine is. While it waits for one, Jest cannot see its own limit.
 */
export const hangs = 600_000;

/** What a child process starts with: nothing of this one's but the path. */
const cleanEnv = (env: Readonly<Record<string, string>>): Record<string, string> => ({ PATH: process.env.PATH ?? '', ...env });

/** Runs a file of the copy to its end. */
export function runCompiled(file: string, cwd: string, env: Readonly<Record<string, string>> = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(compiledCopy(), file)], {
    cwd,
    env: cleanEnv(env),
    encoding: 'utf8',
    timeout: hangs,
  });
  return { code: status, out: stdout, err: stderr };
}

/** Runs a program text with `georaft` (the copy's index) and `load` (any file of the copy) at hand. */
export function runProgram(text: string, cwd: string, env: Readonly<Record<string, string>> = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', prelude(text)], {
    cwd,
    env: cleanEnv(env),
    encoding: 'utf8',
    timeout: hangs,
  });
  return { code: status, out: stdout, err: stderr };
}

/** Starts such a program, for whoever wants to stop it. It ends by itself when nobody can any more. */
export const startProgram = (text: string, cwd: string): RunningProgram =>
  new RunningProgram(
    spawn(process.execPath, ['-e', prelude(text)], {
      cwd,
      env: cleanEnv({}),
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );

const prelude = (text: string): string => {
  const copy = JSON.stringify(compiledCopy());
  return `const load = file => require(require('node:path').join(${copy}, file));\n${text}`;
};
