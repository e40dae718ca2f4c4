import type { FolderReport } from '../../check/check-folder';
import { locationOf } from '../../check/read-output';
import type { Finding, Severity } from '../../domain/finding';
import type { Style } from '../style';

/** From which severity on findings make a check fail. */
export const thresholds = ['error', 'warning', 'never'] as const;
export type Threshold = (typeof thresholds)[number];

/** What is reported of a check, whatever the format. */
export interface Report extends FolderReport {
  /** The folder as it was given. */
  readonly folder: string;
  readonly failOn: Threshold;
  /** Version of this package. */
  readonly version: string;
  /** Path of a file of the folder from the working directory, with '/'. */
  readonly pathOf: (file: string) => string;
}

/** How a report is written out. */
export interface Page {
  readonly style: Style;
  /** Where lines are broken; undefined where they are not. */
  readonly columns: number | undefined;
}

/** A form of a report. */
export type Format = (report: Report, page: Page) => string;

/** Whether a finding makes the check fail. */
export const counts = ({ severity }: Pick<Finding, 'severity'>, failOn: Threshold): boolean =>
  failOn !== 'never' && (failOn === 'warning' || severity === 'error');

/** What a finding belongs to: a system, a chart, or the fleet. */
export function unitOf({ at, location }: Finding): string {
  if (location && /\.ya?ml$/.test(location.file)) return locationOf(location.file).unit;
  return location ? 'fleet' : (at.split('/')[0] ?? at);
}

/** Number of findings of a severity. */
export const countOf = (findings: readonly Finding[], severity: Severity): number =>
  findings.filter(finding => finding.severity === severity).length;
