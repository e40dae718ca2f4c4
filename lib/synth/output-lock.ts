import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where the new content grows, where the old one waits for the exchange, and who is at it. */
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
