import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Output } from '../change/output';
import { UsageError } from './command';
import { withPlan } from './compared-output';
import { textsOf } from './folder-output';

/** The output in a folder, as a revision of Git has it. */
export interface GitOutput extends Output {
  /** The hash algorithm of this repository. */
  readonly algorithm: 'sha1' | 'sha256';
}

/** The most bytes that Git may print: a gibibyte, which is the most that a synthesis writes. */
const mostBytes = 1024 ** 3;

/**
 * The output that a revision has. Nothing in the repository is written, and none of its programs runs.
 * @param called the folder as the user named it @throws UsageError where the revision has no output
 */
export function gitOutput(folder: string, called: string, revision: string): GitOutput {
  const within = existsSync(folder) ? folder : dirname(folder);
  const git = repositoryAt(within, called);
  const commit = commitOf(git, revision);
  const prefix = git('rev-parse', '--show-prefix').out.toString('utf8').trimEnd();
  const listed = git('ls-tree', '-r', '-z', '--full-tree', commit, '--', ...(prefix === '' ? [] : [prefix]));
  if (listed.failed) throw new UsageError(`the files of '${revision}' cannot be listed: ${listed.says}`);
  const files = new Map<string, string>();
  for (const entry of listed.out.toString('utf8').split('\0')) {
    const [, id = '', path = ''] = /^100\d{3} blob ([0-9a-f]+)\t([\s\S]*)$/.exec(entry) ?? [];
    if (path.startsWith(prefix) && id !== '') files.set(path.slice(prefix.length), id);
  }
  const where = `'${called}' at '${revision}'`;
  if (files.size === 0) throw new UsageError(`'${revision}' has no '${called}'; commit the output folder, or name another one with --from`);
  const output = { files, read: (paths: readonly string[]) => textsOf(contentsOf(git, paths, files, where)) };
  return { ...withPlan(output, where), algorithm: commit.length > 40 ? 'sha256' : 'sha1' };
}

/** The answer of Git. */
interface Answer {
  readonly failed: boolean;
  readonly out: Buffer;
  /** The error message of Git, on one line. */
  readonly says: string;
}

type Git = (...args: readonly string[]) => Answer;

function repositoryAt(folder: string, called: string): Git & { readonly ask: (input: string, ...args: readonly string[]) => Answer } {
  const ask = (input: string, ...args: readonly string[]): Answer => {
    const { status, stdout, stderr, error } = spawnSync('git', [...args], { cwd: folder, input, maxBuffer: mostBytes });
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
      throw new UsageError(`git is not installed, so no revision can be read; install it, or name a folder with --from`);
    const says = (stderr?.toString('utf8') || error?.message || '').split('\n')[0]?.replace(/^fatal: /, '') ?? '';
    return { failed: status !== 0, out: stdout ?? Buffer.alloc(0), says };
  };
  const git = (...args: readonly string[]): Answer => ask('', ...args);
  const inside = git('rev-parse', '--is-inside-work-tree');
  if (inside.failed) {
    const why = inside.says.startsWith('not a git repository')
      ? 'is not in a Git repository'
      : `cannot be looked up in Git: ${inside.says}`;
    throw new UsageError(`'${called}' ${why}; name a folder with --from`);
  }
  return Object.assign(git, { ask });
}

function commitOf(git: Git, revision: string): string {
  const found = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  if (!found.failed) return found.out.toString('utf8').trim();
  if (git('rev-parse', '--verify', '--quiet', 'HEAD').failed)
    throw new UsageError('the repository has no commit yet; name a folder with --from');
  if (git('rev-parse', '--is-shallow-repository').out.toString('utf8').trim() === 'true')
    throw new UsageError(`this clone is shallow and has no '${revision}'; run git fetch --unshallow, or fetch that revision`);
  throw new UsageError(`'${revision}' is neither a folder nor a revision of this repository; fetch it, or name another one`);
}

/** The contents of files, by one call of Git. */
function contentsOf(
  git: ReturnType<typeof repositoryAt>,
  paths: readonly string[],
  files: ReadonlyMap<string, string>,
  where: string,
): readonly (readonly [string, Buffer])[] {
  if (paths.length === 0) return [];
  const answer = git.ask(paths.map(path => `${files.get(path)}\n`).join(''), 'cat-file', '--batch');
  if (answer.failed) throw new UsageError(`the files of ${where} cannot be read: ${answer.says}`);
  const { out } = answer;
  let at = 0;
  return paths.map(path => {
    const end = out.indexOf(0x0a, at);
    const [, , size] = out.toString('utf8', at, end).split(' ');
    // A clone without blobs has the names of files, but not their contents.
    if (size === undefined) throw new UsageError(`'${path}' of ${where} is not in this clone; fetch it, or clone without --filter`);
    const content = out.subarray(end + 1, end + 1 + Number(size));
    at = end + 1 + Number(size) + 1;
    return [path, content] as const;
  });
}
