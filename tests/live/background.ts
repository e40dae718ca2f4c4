import { type ChildProcess, spawn } from 'node:child_process';
import { until } from './lab';

/** A server that runs for the time of a test, with the programs that it is started through. */
export class Background {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts a program and waits until it serves. @throws with what it printed when it ends or does not serve within 60 s */
  static async start(
    [command, ...args]: readonly [string, ...string[]],
    serves: () => boolean,
    { env }: { readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<Background> {
    const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (part: Buffer) => {
        said = `${said}${part}`.slice(-4000);
      });
    }
    const background = new Background(child);
    try {
      await until(`${command} ${args.join(' ')}`, 60, () => {
        if (background.ended) throw new Error(`it ended: ${said}`);
        return serves() ? true : undefined;
      });
    } catch (error) {
      await background.kill();
      throw new Error(`${error instanceof Error ? error.message : error}\n${said}`);
    }
    return background;
  }

  private get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Ends it at once, without a chance to say good-bye. */
  async kill(): Promise<void> {
    if (this.ended || this.child.pid === undefined) return;
    const end = new Promise(resolve => this.child.once('close', resolve));
    process.kill(-this.child.pid, 'SIGKILL');
    await end;
  }
}
