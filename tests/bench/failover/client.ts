import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { lab, until } from '../../live/lab';
import type { Attempt, ClientTerms } from './client/terms';
import { parseLog } from './client-log';

/** A client in the lab's network, which writes until it is stopped. */
export class Client {
  private constructor(
    private readonly process: ChildProcess,
    private readonly file: string,
  ) {}

  static start(program: string, terms: ClientTerms): Client {
    writeFileSync(terms.log, '');
    const process = spawn(lab.program, ['exec', globalThis.process.execPath, program, JSON.stringify(terms)], {
      stdio: ['pipe', 'inherit', 'inherit'],
      detached: true,
    });
    return new Client(process, terms.log);
  }

  log(): readonly Attempt[] {
    return existsSync(this.file) ? parseLog(readFileSync(this.file, 'utf8')) : [];
  }

  /** Ends it, and waits for its last attempts. */
  async stop(): Promise<readonly Attempt[]> {
    const { pid, exitCode, signalCode } = this.process;
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGTERM');
    await until('the end of a client', 60, () => (this.process.exitCode !== null || this.process.signalCode !== null ? true : undefined));
    return this.log();
  }
}
