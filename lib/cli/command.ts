import type { Style } from './style';

/** What a command may use of the process that it runs in. */
export interface Terminal {
  readonly cwd: string;
  /** How the standard output is styled: not at all where it is no terminal. */
  readonly style: Style;
  /** Columns of the standard output; undefined where it is no terminal. */
  readonly columns: number | undefined;
  out(text: string): void;
  err(text: string): void;
}

/** One command: `georaft <name> …`. */
export interface Command {
  /** How it is called, on one line. */
  readonly usage: string;
  /** What is said of it when asked. */
  readonly help: string;
  /** Returns the exit code. @throws UsageError */
  run(args: readonly string[], terminal: Terminal): number;
}

/** What the process ends with. `safe`: something changes, and all of it may be committed as it is. */
export const exitCodes = { clean: 0, findings: 1, safe: 2, usage: 64, bug: 70 } as const;

/** The command was called in a way that it does not understand, or with a path that is not there. */
export class UsageError extends Error {}
