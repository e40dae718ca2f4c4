import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './lab';

/** A server that runs for the time of a test, with the programs that it is started through. */
export class Background {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Starts a program and waits until it serves. @throws with what it printed when it ends or does not serve in time */
  static async start(
    [command, ...args]: readonly [string, ...string[]],
    serves: () => boolean,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Background> {
    const folder = mkdtempSync(join(tmpdir(), 'georaft-server-'));
    // A pipe would fill up, and stop the server, while the test waits for another program.
    const log = openSync(join(folder, 'log'), 'w');
    const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], env: { ...process.env, ...env } });
    closeSync(log);
    const server = new Background(child, folder);
    try {
      await until(`${command} ${args.join(' ')}`, 60, () => {
        if (server.ended) throw new Error('it ended');
        return serves() ? true : undefined;
      });
    } catch (error) {
      const said = readFileSync(join(folder, 'log'), 'utf8').slice(-4000);
      await server.kill();
      throw new Error(`${error instanceof Error ? error.message : error}\n${said}`);
    }
    return server;
  }

  private get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Ends it at once, without a chance to say good-bye. */
  async kill(): Promise<void> {
    if (!this.ended && this.child.pid !== undefined) {
      const end = new Promise(resolve => this.child.once('close', resolve));
      process.kill(-this.child.pid, 'SIGKILL');
      await end;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
