import { Finding, type FleetApp } from '../../lib';
import { tree } from './output';

/** What a program that was refused said, and whether it touched anything. */
export interface Refused {
  readonly exitCode: unknown;
  /** What was printed, line by line. */
  readonly lines: readonly string[];
  readonly rules: readonly string[];
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
    const lines = printed.join('').split('\n').filter(Boolean);
    return {
      exitCode: process.exitCode,
      lines,
      rules: app
        .synthesize()
        .findings.filter(({ severity }) => severity === 'error')
        .map(({ rule }) => rule),
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

export const lineOf = (finding: Finding): string => `${finding.severity}: ${Finding.line(finding)}`;

const same = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([path, content]) => other.get(path) === content);
