import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What is beside an output folder while it is written. */
export interface Beside {
  /** The new content. */
  readonly next: string;
  /** The old content, during the exchange. */
  readonly last: string;
  /** The lock, with the number of the process that writes. */
  readonly lock: string;
  /** The names of the folders that are moved from the old content to the new one. */
  readonly moving: string;
}

/** The paths of what is beside an output folder while it is written. */
export function beside(folder: string): Beside {
  const name = join(dirname(folder), `.georaft-${basename(folder)}`);
  return { next: `${name}-next`, last: `${name}-last`, lock: `${name}-lock`, moving: `${name}-moving` };
}

/** Whether a process runs. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it runs, and belongs to another user
  }
}

/** Whether a process has ended, and its parent has not collected it yet. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false; // not Linux
  }
}

/** The process that holds a lock; undefined where it was killed before it wrote its number. */
export function ownerOf(lock: string): number | undefined {
  const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
  return Number.isInteger(owner) && owner > 0 ? owner : undefined;
}
