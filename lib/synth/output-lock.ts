import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What stands beside an output folder while it is written. */
export interface Beside {
  /** Where the new content grows. */
  readonly next: string;
  /** Where the old content waits for the exchange. */
  readonly last: string;
  /** Which process is at it. */
  readonly lock: string;
  /** Which folders of the old content are moved to the new one. */
  readonly moving: string;
}

/** The names of what stands beside an output folder while it is written. */
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
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it lives, and belongs to somebody else
  }
}

/** Whether a process has ended and only waits for its parent to notice. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false; // not Linux
  }
}

/** Who holds a lock; nobody where a process was killed before it had written its number. */
export function ownerOf(lock: string): number | undefined {
  const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
  return Number.isInteger(owner) && owner > 0 ? owner : undefined;
}
