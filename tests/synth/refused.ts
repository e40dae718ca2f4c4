import { Finding, type FleetApp } from '../../lib';
import { tree } from './output';

/** What a program that was refused said, and whether it touched anything. */
export interface Refused {
  readonly exitCode: unknown;
  /** What was printed, line by line, but for what follows from other findings. */
  readonly lines: readonly string[];
  /** What was printed below a finding: what follows from it. */
  readonly below: readonly string[];
  /** Rules of errors. */
  readonly rules: readonly string[];
  /** Rules of what follows, each with the rule that it follows from: `objects/terraform-token<terraform/token`. */
  readonly following: readonly string[];
  /** How many findings there are, warnings too. */
  readonly harms: number;
  readonly untouched: boolean;
}

/** Synthesizes as a program does and catches what it prints. Whatever it throws is a failure of the test. */
export function refused(app: FleetApp, folder: string): Refused {
  const before = tree(folder);
  const printed: string[] = [];
  const error = jest.spyOn(process.stderr, 'write').mockImplementation(text => {
    printed.push(String(text));
    return true;
  });
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  const exitCode = process.exitCode;
  try {
    app.synth();
    const all = printed.join('').split('\n').filter(Boolean);
    const { findings } = app.synthesize();
    return {
      exitCode: process.exitCode,
      lines: all.filter(line => !line.startsWith('  ')),
      below: all.filter(line => line.startsWith('  ')).map(line => line.trim()),
      rules: findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
      following: findings.flatMap(({ rule: cause, consequences = [] }) => consequences.map(({ rule }) => `${rule}<${cause}`)),
      harms: findings.length,
      untouched: same(before, tree(folder)),
    };
  } finally {
    process.exitCode = exitCode;
    error.mockRestore();
    out.mockRestore();
  }
}

/** `[at] rule: problem; fix`, with the severity before it. */
export const findingText = /^(error|warning): \[[^\]]+(\[\d+\][^\]]*)*\] [a-z0-9]+\/[a-z0-9-]+: .+; .+$/;

/** What follows from a finding, as it is printed below it. */
export const belowText = /^(also at|also:|because of it:) .+$/;

export const lineOf = (finding: Finding): string => `${finding.severity}: ${Finding.line(finding)}`;

const same = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([path, content]) => other.get(path) === content);
