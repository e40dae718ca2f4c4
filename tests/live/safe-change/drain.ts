import { type ChildProcess, spawn } from 'node:child_process';
import { lab, until } from '../lab';

/** `kubectl drain` of the one node of a site, for pods with a label. It evicts, and tries again whom the server does not let go yet. */
export class Drain {
  /** What it has printed. */
  said = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.said += text;
      });
  }

  static of(site: number, pods: string): Drain {
    const args = ['kubectl', String(site), 'drain', `s${site}`, `--pod-selector=${pods}`, '--delete-emptydir-data', '--timeout=600s'];
    return new Drain(spawn(lab.program, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  /** Waits until it says something. */
  says = (text: string): Promise<true> =>
    until(`the drain to say '${text}'`, 120, () => {
      if (this.said.includes(text)) return true;
      throw new Error(this.said);
    });

  /** Waits for its end. @throws where it fails */
  ended = (): Promise<true> =>
    until('the end of the drain', 300, () => {
      if (this.child.exitCode === 0) return true;
      throw new Error(`${this.child.exitCode}: ${this.said}`);
    });
}
