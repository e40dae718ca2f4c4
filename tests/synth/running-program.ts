import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A program that runs until it is killed. Tests wait for what it says, and never for a time: how long anything takes is the machine's matter. */
export class RunningProgram {
  private text = '';

  constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', chunk => {
      this.text += String(chunk);
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** What it has said. */
  get said(): string {
    return this.text;
  }

  /** Waits until it has said enough. @throws when it ends before */
  async until(enough: (said: string) => boolean): Promise<void> {
    if (enough(this.text)) return;
    const { stdout } = this.child;
    await new Promise<void>((resolve, reject) => {
      const heard = (): void => {
        if (enough(this.text)) settle(resolve);
      };
      const ended = (code: number | null): void => settle(() => reject(new Error(`it ended with ${code} when it had said: ${this.text}`)));
      const settle = (how: () => void): void => {
        stdout?.off('data', heard);
        this.child.off('close', ended);
        how();
      };
      stdout?.on('data', heard);
      this.child.on('close', ended);
    });
  }

  /** Kills it as nothing can prevent, and waits until it is gone and everything that it said is heard. */
  async kill(): Promise<void> {
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }
}
