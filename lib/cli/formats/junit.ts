import type { AcceptedFinding } from '../../check/acknowledge';
import { consequenceLines } from '../../check/consequence-text';
import { Finding } from '../../domain/finding';
import { counts, type Format, type Report, unitOf } from './report';

/** The findings of one unit, by rule. */
interface Suite {
  readonly found: Map<string, Finding[]>;
  readonly accepted: Map<string, AcceptedFinding[]>;
  /** What follows from other findings, and from which. */
  readonly following: Map<string, Following[]>;
}

interface Following {
  readonly finding: Finding;
  readonly cause: Finding;
}

/** JUnit's XML: a suite for each system with a test for each rule, so that a CI shows what was checked and what failed. */
export const junit: Format = report => {
  const suites = new Map<string, Suite>([['fleet', suite()]]);
  for (const { name } of report.plan?.systems ?? []) suites.set(name, suite());
  const of = (finding: Finding): Suite => {
    const unit = unitOf(finding, report);
    const known = suites.get(unit) ?? suite();
    suites.set(unit, known);
    return known;
  };
  for (const cause of report.findings) {
    append(of(cause).found, cause.rule, cause);
    for (const finding of cause.consequences ?? []) append(of(finding).following, finding.rule, { finding, cause });
  }
  for (const each of report.accepted) append(of(each.finding).accepted, each.finding.rule, each);
  const written = [...suites].map(([name, each]) => suiteText(name, each, report));
  const [tests, failures, skipped] = [0, 1, 2].map(column => written.reduce((sum, { numbers }) => sum + (numbers[column] ?? 0), 0));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="georaft check" tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}">`,
    ...written.map(({ xml }) => xml),
    '</testsuites>\n',
  ].join('\n');
};

const suite = (): Suite => ({ found: new Map(), accepted: new Map(), following: new Map() });

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

function suiteText(name: string, { found, accepted, following }: Suite, { rules, failOn, pathOf }: Report) {
  const names = [...new Set([...rules.map(rule => rule.name), ...found.keys(), ...accepted.keys(), ...following.keys()])];
  let failures = 0;
  let skipped = 0;
  const cases = names.map(rule => {
    const here = found.get(rule) ?? [];
    const failing = here.filter(finding => counts(finding, failOn));
    const others = here.filter(finding => !counts(finding, failOn));
    const acceptedHere = accepted.get(rule) ?? [];
    const [after, ...more] = following.get(rule) ?? [];
    const open = `  <testcase name="${attribute(rule)}" classname="${attribute(name)}"`;
    const inner: string[] = [];
    const [first] = failing;
    if (first) {
      failures += 1;
      inner.push(
        `   <failure message="${attribute(first.problem)}" type="${first.severity}">${content(linesOf(failing, pathOf))}</failure>`,
      );
    } else if (acceptedHere[0]) {
      skipped += 1;
      const { until, reason } = acceptedHere[0].acknowledgement;
      inner.push(`   <skipped message="${attribute(`accepted until ${until}: ${reason}`)}"/>`);
    } else if (after && others.length === 0) {
      // It fails where its cause does, and nobody can tell whether it holds by itself.
      skipped += 1;
      inner.push(`   <skipped message="${attribute(`follows from ${after.cause.rule} at ${after.cause.at}`)}"/>`);
    }
    const followers = after ? [after, ...more].map(({ finding }) => finding) : [];
    const notFailing = [...others, ...acceptedHere.map(({ finding }) => finding), ...followers];
    if (notFailing.length > 0) inner.push(`   <system-out>${content(linesOf(notFailing, pathOf))}</system-out>`);
    return inner.length === 0 ? `${open}/>` : [`${open}>`, ...inner, '  </testcase>'].join('\n');
  });
  const numbers = [names.length, failures, skipped] as const;
  const attributes = `name="${attribute(name)}" tests="${names.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return { numbers, xml: [` <testsuite ${attributes}>`, ...cases, ' </testsuite>'].join('\n') };
}

const linesOf = (findings: readonly Finding[], pathOf: Report['pathOf']): string =>
  findings
    .flatMap(finding => {
      const { location, severity } = finding;
      const line = `${location ? `${pathOf(location.file)}:${location.line}:${location.column}: ` : ''}${severity}: ${Finding.line(finding)}`;
      return [line, ...consequenceLines(finding).map(each => `  ${each}`)];
    })
    .join('\n');

/** Characters that XML 1.0 cannot contain, not even escaped (section 2.2). */
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const content = (text: string): string =>
  text.replace(illegal, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');

const attribute = (text: string): string => content(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
