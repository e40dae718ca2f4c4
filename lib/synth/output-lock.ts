import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The paths of the new content, of the old content during the exchange, and of the lock. */
export function beside(folder: string): { readonly next: string; readonly last: string; readonly lock: string } {
  const name = join(dirname(folder), `.georaft-${basename(folder)}`);
  return { next: `${name}-next`, last: `${name}-last`, lock: `${name}-lock` };
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
