import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lab, until } from '../lab';

/** A client that writes twenty times a second and more, and notes what was acknowledged and when. */
export class TimedWrites {
  private readonly child: ChildProcess;

  constructor(
    dns: string,
    private readonly file: string,
    hosts: readonly string[],
  ) {
    const writer = join(__dirname, '..', 'writer.js');
    this.child = spawn(lab.program, ['exec', process.execPath, writer, dns, file, ...hosts], {
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, WRITER_TIMES: 'yes' },
    });
  }

  /** Keys and times, in milliseconds, so far. */
  acknowledged(): readonly { readonly key: string; readonly at: number }[] {
    const lines = existsSync(this.file) ? readFileSync(this.file, 'utf8').trim().split('\n') : [];
    return lines.flatMap(line => {
      const [key, at] = line.split(' ');
      return key && at ? [{ key, at: Number(at) }] : [];
    });
  }

  /** The longest time without an acknowledged write from a moment on until now, in milliseconds. */
  longestGap(since: number): number {
    const times = [...this.acknowledged().flatMap(({ at }) => (at >= since ? [at] : [])), Date.now()];
    return times.reduce((longest, at, index) => Math.max(longest, at - (times[index - 1] ?? since)), 0);
  }

  /** Ends it, and waits until it has: what it was told last is then noted. */
  async stop(): Promise<void> {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      return; // it has ended by itself
    }
    // The program that it was started through ends before it does.
    await until('the end of the client', 60, () => {
      try {
        process.kill(-pid, 0);
        return undefined;
      } catch {
        return true;
      }
    });
  }
}
