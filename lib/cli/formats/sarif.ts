import { createHash } from 'node:crypto';
import { consequenceLines } from '../../check/consequence-text';
import type { Acknowledgement } from '../../domain/acknowledgement';
import type { Finding } from '../../domain/finding';
import { fleetFile } from '../../plan/document/fleet-document';
import { everyRule } from '../../rules/every-rule';
import type { RuleText } from '../../rules/rule';
import { plain } from '../style';
import { notes } from './notes';
import type { Format, Report } from './report';

/** The most results in a file that GitHub accepts (Support for SARIF files, limits). */
const mostResults = 25_000;

/** A finding, and its acknowledgement where it is accepted. */
interface Result {
  readonly finding: Finding;
  readonly acknowledgement?: Acknowledgement;
}

/** SARIF 2.1.0 (OASIS) for code scanning: rules with their texts, results with locations; accepted findings are suppressed results. */
export const sarif: Format = report => {
  const all: readonly Result[] = [
    ...(['error', 'warning'] as const).flatMap(level =>
      report.findings.flatMap(finding => (finding.severity === level ? [{ finding }] : [])),
    ),
    ...report.accepted,
  ];
  const results = all.slice(0, mostResults);
  const omitted = all.length - results.length;
  const rules = [...new Set([...report.rules.map(({ name }) => name), ...results.map(({ finding }) => finding.rule)])].sort();
  const indexes = new Map(rules.map((name, index) => [name, index]));
  const fingerprint = fingerprints();
  const notifications = [
    ...(omitted > 0
      ? [{ level: 'warning', message: { text: `${omitted} more ${omitted === 1 ? 'result was' : 'results were'} found and left out` } }]
      : []),
    ...notes(report, { style: plain, columns: undefined })
      .split('\n')
      .filter(text => text !== '')
      .map(text => ({ level: 'note', message: { text } })),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'georaft',
            version: report.version,
            semanticVersion: report.version,
            rules: rules.map(name => descriptor(everyRule.get(name), name)),
          },
        },
        automationDetails: { id: 'georaft/check/' },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
        results: results.map(result => resultOf(result, report, indexes.get(result.finding.rule) ?? -1, fingerprint(result.finding))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 1)}\n`;
};

function descriptor(rule: RuleText | undefined, id: string) {
  if (!rule) return { id };
  const { demands, why, source, severity } = rule;
  return {
    id,
    shortDescription: { text: demands },
    fullDescription: { text: `${demands} ${why}` },
    help: { text: `${demands}\n\nWhy: ${why}\n\nSource: ${source}` },
    defaultConfiguration: { level: severity },
    properties: { tags: [id.split('/')[0]] },
  };
}

function resultOf({ finding, acknowledgement }: Result, report: Report, ruleIndex: number, fingerprint: string) {
  const { rule, severity, at, problem, fix, location, consequences = [] } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text: [`[${at}] ${problem}; ${fix}`, ...consequenceLines(finding)].join('\n') },
    locations: [locationOf(finding, report)],
    ...(consequences.length > 0
      ? {
          relatedLocations: consequences.map((each, position) => ({
            id: position + 1,
            ...locationOf(each, report),
            message: { text: `${each.rule}: [${each.at}] ${each.problem}; ${each.fix}` },
          })),
        }
      : {}),
    partialFingerprints: { 'georaft/v1': fingerprint },
    properties: {
      at,
      ...(location?.object ? { object: location.object } : {}),
      ...(location?.field ? { field: location.field } : {}),
      ...(consequences.length > 0
        ? { consequences: consequences.map(each => ({ rule: each.rule, level: each.severity, at: each.at })) }
        : {}),
    },
    suppressions: acknowledgement
      ? [{ kind: 'external', status: 'accepted', justification: `${acknowledgement.reason} (until ${acknowledgement.until})` }]
      : [],
  };
}

function locationOf({ at, location }: Finding, { pathOf }: Pick<Report, 'pathOf'>) {
  const region = location ? { startLine: location.line, startColumn: location.column } : { startLine: 1 };
  return {
    // Code scanning refuses a result without a file. A finding without one is about the plan.
    physicalLocation: { artifactLocation: artifactOf(pathOf(location?.file ?? fleetFile)), region },
    logicalLocations: [{ fullyQualifiedName: location?.construct ?? at, name: location?.object ?? at, kind: 'resource' }],
  };
}

/**
 * A fingerprint by which a finding is the same in the next run, though lines have moved: a hash of its rule, place, object and field, and
 * of its number among the findings that share these.
 */
function fingerprints(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ rule, at, location }) => {
    const key = [rule, at, location?.object ?? '', location?.field ?? ''].join('\n');
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return createHash('sha256').update(`${key}\n${before}`).digest('hex');
  };
}

/** A file: relative to the root of the sources or, outside of them, as a `file:` URI. */
const artifactOf = (path: string) =>
  path.startsWith('/') ? { uri: `file://${uriOf(path)}` } : { uri: uriOf(path), uriBaseId: '%SRCROOT%' };

/** A path as a relative reference of RFC 3986. An unpaired surrogate, which Windows allows in a name, is replaced. */
const uriOf = (path: string): string =>
  path
    .split('/')
    .map(part => encodeURIComponent(Buffer.from(part).toString()))
    .join('/');
