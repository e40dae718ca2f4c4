import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fleetFile } from '../plan/document/fleet-document';
import { type LastOutput, parseLastOutput } from '../plan/document/last-output';
import { OutputFolderError } from './output-folder';

/**
 * The plan of the last output: the one in the folder or, if there is none, the one in Git's last commit.
 *
 * `cdk8s synth` empties the folder before the program runs, so the plan is then read from Git.
 */
export function previousFleet(folder: string): LastOutput | undefined {
  const file = join(folder, fleetFile);
  if (existsSync(file)) {
    const last = parseLastOutput(readFileSync(file, 'utf8'));
    if (last) return last;
    throw new OutputFolderError(
      file,
      'this version cannot read it as a plan, so nothing can be compared with it',
      'restore it from Git, or remove the whole output folder',
    );
  }
  const committed = lastCommitted(folder);
  return committed === undefined ? undefined : parseLastOutput(committed);
}

function lastCommitted(folder: string): string | undefined {
  const parent = dirname(folder);
  if (!existsSync(parent) || !insideRepository(parent)) return undefined;
  try {
    return execFileSync('git', ['show', `HEAD:./${basename(folder)}/${fleetFile}`], {
      cwd: parent,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1024 ** 3,
    });
  } catch {
    return undefined;
  }
}

function insideRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  const parent = dirname(folder);
  return parent !== folder && insideRepository(parent);
}
