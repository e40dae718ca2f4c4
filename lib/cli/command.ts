import type { Style } from './style';

/** The parts of the process that a command may use. */
export interface Terminal {
  readonly cwd: string;
  /** The style of the standard output: plain where it is not a terminal. */
  readonly style: Style;
  /** Columns of the standard output; undefined where it is not a terminal. */
  readonly columns: number | undefined;
  out(text: string): void;
  err(text: string): void;
}

/** One command: `georaft <name> …`. */
export interface Command {
  /** How to call it, on one line. */
  readonly usage: string;
  /** The text of `--help`. */
  readonly help: string;
  /** Returns the exit code. @throws UsageError */
  run(args: readonly string[], terminal: Terminal): number;
}

/** Exit codes of the process. `safe`: there are changes, and all of them are safe. */
export const exitCodes = { clean: 0, findings: 1, safe: 2, usage: 64, bug: 70 } as const;

/** The command was called wrongly, or with a path that does not exist. */
export class UsageError extends Error {}
