import type { FolderReport } from '../../check/check-folder';
import { locationOf } from '../../check/read-output';
import type { Finding, Severity } from '../../domain/finding';
import type { Style } from '../style';

/** The lowest severity that makes a check fail. */
export const thresholds = ['error', 'warning', 'never'] as const;
export type Threshold = (typeof thresholds)[number];

/** The report of a check, for every format. */
export interface Report extends FolderReport {
  /** The folder as it was given. */
  readonly folder: string;
  readonly failOn: Threshold;
  /** Version of this package. */
  readonly version: string;
  /** Path of a file of the folder, relative to the working directory, with '/'. */
  readonly pathOf: (file: string) => string;
}

/** How a report is laid out. */
export interface Page {
  readonly style: Style;
  /** The width at which lines are broken; undefined where they are not broken. */
  readonly columns: number | undefined;
}

/** A format of a report. */
export type Format = (report: Report, page: Page) => string;

/** Whether a finding makes the check fail. */
export const counts = ({ severity }: Pick<Finding, 'severity'>, failOn: Threshold): boolean =>
  failOn !== 'never' && (failOn === 'warning' || severity === 'error');

/** What a finding belongs to: a system, a chart, or the fleet; without a plan, the folder or the file. */
export function unitOf({ at, location }: Finding, { unitOf: units, pathOf }: Pick<Report, 'unitOf' | 'pathOf'>): string {
  const unit = location && units?.get(location.file);
  if (unit !== undefined) return pathOf(unit);
  if (location && /\.ya?ml$/.test(location.file)) return locationOf(location.file).unit;
  return location ? 'fleet' : (at.split('/')[0] ?? at);
}

/** Number of findings of a severity. */
export const countOf = (findings: readonly Finding[], severity: Severity): number =>
  findings.filter(finding => finding.severity === severity).length;
