import { consequenceLines } from '../../check/consequence-text';
import type { Finding } from '../../domain/finding';
import { plain, printable } from '../style';
import { notes } from './notes';
import type { Format, Report } from './report';
import { summary } from './text';

/**
 * Workflow commands of GitHub Actions: each finding becomes an annotation at its line. Errors come first, since GitHub shows only ten
 * annotations of a severity for each step.
 */
export const github: Format = report => {
  const lines = (['error', 'warning'] as const).flatMap(severity =>
    report.findings.filter(finding => finding.severity === severity).map(finding => command(finding, report.pathOf)),
  );
  return `${lines.map(line => `${line}\n`).join('')}${summary(report, plain)}${notes(report, { style: plain, columns: undefined })}`;
};

function command(finding: Finding, pathOf: Report['pathOf']): string {
  const { rule, severity, at, problem, fix, location } = finding;
  const properties = [
    ...(location ? [`file=${property(pathOf(location.file))}`, `line=${location.line}`, `col=${location.column}`] : []),
    `title=${property(rule)}`,
  ];
  return `::${severity} ${properties.join(',')}::${data([`[${at}] ${problem}; ${fix}`, ...consequenceLines(finding)].map(printable).join('\n'))}`;
}

/** Source: actions/toolkit, packages/core/src/command.ts: escapeData and escapeProperty. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
