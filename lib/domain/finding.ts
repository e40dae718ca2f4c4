import type { Subject } from './subject';

/** How much a finding matters: an `error` stops the synthesis, a `warning` is printed beside the result. */
export type Severity = 'error' | 'warning';

/**
 * One thing that is wrong with a fleet, in the words of its user.
 *
 * Findings are data: rules return them all at once, and nothing is written while one of them is an error.
 */
export interface Finding {
  /** Stable name of the rule, `area/rule`, for example `quorum/cluster-loss`. */
  readonly rule: string;
  /** Its own; where something more severe follows from it, the severity of that. */
  readonly severity: Severity;
  /** What it is about: `fleet`, `system`, `system/cluster`, or a path such as `settings.topology.seats[1].voters`. */
  readonly at: string;
  /** What is wrong, with the value that was given and the numbers behind the verdict. */
  readonly problem: string;
  /** What to change. */
  readonly fix: string;
  /** Its place in the rendered files; undefined for a finding about the program. */
  readonly location?: Location;
  /** What follows from it, in the order in which it was found: once this is mended it is gone, or found again by itself. */
  readonly consequences?: readonly Finding[];
  /** Where the fault lies, as far as that can be known: the first is what it is told by. @default - the place that `at` names */
  readonly about?: readonly Subject[];
  /** What else it was concluded from: a fault there may be all that is wrong. */
  readonly reads?: readonly Subject[];
}

/** A place in a rendered file. */
export interface Location {
  /** Path relative to the output folder, with '/'. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** The object, as in `StatefulSet settings`; undefined for a file as a whole. */
  readonly object?: string;
  /** The field in it, as in `spec.replicas`; undefined for an object as a whole. */
  readonly field?: string;
  /** Path of the construct that made it, where the file says so. */
  readonly construct?: string;
}

export const Finding = {
  /** The finding on one line, as it is printed. */
  line: (finding: Finding): string => `[${finding.at}] ${finding.rule}: ${finding.problem}; ${finding.fix}`,
  /** Whether any of the findings stops the synthesis. */
  anyError: (findings: readonly Finding[]): boolean => findings.some(({ severity }) => severity === 'error'),
} as const;
