import type { AcceptedFinding } from '../../check/acknowledge';
import { consequenceLines } from '../../check/consequence-text';
import type { Finding } from '../../domain/finding';
import { several } from '../several';
import { printable, type Style } from '../style';
import { wrap } from '../wrap';
import { notes } from './notes';
import { countOf, type Format, type Page, type Report, unitOf } from './report';

/** The most findings of one rule that are printed. `--format json` has all. */
const mostOfRule = 10;

/** The most further places of a finding that are printed. */
const mostPlaces = 4;

/** A finding, and the equal findings at other places. */
export interface Entry {
  readonly finding: Finding;
  readonly others: Finding[];
}

/** Text for people: by system, equal findings once, and a summary at the end. */
export const text: Format = (report, page) => {
  const { style } = page;
  const entries = merged(report);
  const shown = new Map<string, number>();
  const hidden = new Map<string, number>();
  const units = new Map<string, string[]>();
  for (const entry of entries) {
    const { rule } = entry.finding;
    const before = shown.get(rule) ?? 0;
    if (before >= mostOfRule) {
      hidden.set(rule, (hidden.get(rule) ?? 0) + 1 + entry.others.length);
      continue;
    }
    shown.set(rule, before + 1);
    const unit = unitOf(entry.finding, report);
    units.set(unit, [...(units.get(unit) ?? []), entryText(entry, report.pathOf, page)]);
  }
  const parts = [...units].map(([unit, texts]) => `${style.bold(printable(unit))}\n${texts.join('')}`);
  if (report.accepted.length > 0) parts.push(acceptedText(report, page));
  if (hidden.size > 0) {
    const lines = [...hidden].map(([rule, count]) => `  ${count} more of ${rule}\n`);
    parts.push(`${style.bold('not shown')}\n${lines.join('')}  ${style.dim('--format json lists all')}\n`);
  }
  return [...parts, summary(report, style) + notes(report, page)].join('\n');
};

/** Merges equal findings of a unit. The order is that of the first of each. */
function merged(report: Report): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const finding of report.findings) {
    const { rule, severity, problem, fix, location, consequences = [] } = finding;
    const following = consequences.map(each => each.rule);
    const key = [unitOf(finding, report), rule, severity, problem, fix, location?.object ?? '', location?.field ?? '', ...following].join(
      '\n',
    );
    const known = entries.get(key);
    if (known) known.others.push(finding);
    else entries.set(key, { finding, others: [] });
  }
  return [...entries.values()];
}

/** A finding as it is printed, with its other places. */
export function entryText({ finding, others }: Entry, pathOf: Report['pathOf'], { style, columns }: Page): string {
  const { rule, severity, at, problem, fix, location } = finding;
  const colour = severity === 'error' ? style.red : style.yellow;
  const where = locationOf(finding, pathOf);
  const lines = [
    `  ${style.cyan(where)}  ${colour(severity)}  ${style.bold(rule)}${location && !isFolderOf(at, location.file) ? `  ${style.dim(`[${printable(at)}]`)}` : ''}`,
    wrap(printable(problem), '    ', columns),
    wrap(`fix: ${printable(fix)}`, '    ', columns),
  ];
  const object = [location?.object, location?.field].filter(Boolean).join(', ');
  const construct = location?.construct === undefined ? '' : `${object === '' ? '' : ', '}from ${location.construct}`;
  if (object + construct !== '') lines.push(style.dim(wrap(`in ${printable(object + construct)}`, '    ', columns)));
  for (const line of consequenceLines(finding)) lines.push(style.dim(wrap(printable(line), '    ', columns)));
  for (const other of others.slice(0, mostPlaces)) {
    lines.push(
      `    also ${style.cyan(locationOf(other, pathOf))}${other.location && !isFolderOf(other.at, other.location.file) ? `  ${style.dim(`[${printable(other.at)}]`)}` : ''}`,
    );
  }
  if (others.length > mostPlaces) lines.push(`    and in ${others.length - mostPlaces} more places; --format json lists all`);
  return `${lines.join('\n')}\n`;
}

/** Whether a place is a folder that the path of the file already shows. */
const isFolderOf = (at: string, file: string): boolean => at === '.' || file.startsWith(`${at}/`);

/** `file:line:column`, which editors and terminals turn into a link; without a file, the place in the fleet. */
const locationOf = ({ at, location }: Finding, pathOf: Report['pathOf']): string =>
  printable(location ? `${pathOf(location.file)}:${location.line}:${location.column}` : at);

function acceptedText({ accepted, pathOf }: Report, { style, columns }: Page): string {
  const line = ({ finding, acknowledgement: { until, reason } }: AcceptedFinding): string =>
    [
      `  ${locationOf(finding, pathOf)}  ${finding.rule}  [${printable(finding.at)}]`,
      wrap(printable(finding.problem), '    ', columns),
      wrap(`until ${until}: ${printable(reason)}`, '    ', columns),
    ].join('\n');
  const shown = accepted.slice(0, mostOfRule).map(line);
  const more = accepted.length > mostOfRule ? [`  and ${accepted.length - mostOfRule} more; --format json lists all`] : [];
  return `${style.bold('accepted')}\n${style.dim([...shown, ...more].join('\n'))}\n`;
}

/** The numbers of checked files, objects and rules, and of findings, on one line. */
export function summary({ files, objects, rules, findings, accepted }: Report, style: Style): string {
  const errors = countOf(findings, 'error');
  const warnings = countOf(findings, 'warning');
  const found = [
    ...(errors > 0 ? [style.red(several(errors, 'error'))] : []),
    ...(warnings > 0 ? [style.yellow(several(warnings, 'warning'))] : []),
    ...(errors + warnings === 0 ? [style.green('nothing found')] : []),
    ...(accepted.length > 0 ? [`${accepted.length} accepted`] : []),
  ].join(', ');
  const following = findings.reduce((sum, { consequences = [] }) => sum + consequences.length, 0);
  const also =
    following > 0
      ? `, and ${following} that ${following === 1 ? 'follows' : 'follow'} from ${errors + warnings === 1 ? 'it' : 'them'}`
      : '';
  const more = errors + warnings > 0 ? style.dim(`${also}; georaft explain RULE describes a rule`) : '';
  return `${several(files, 'file')}, ${several(objects, 'object')}, ${several(rules.length, 'rule')}: ${found}${more}\n`;
}
