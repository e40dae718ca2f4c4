import { statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { changeLine } from '../change/fleet-changes';
import { checkFolder } from '../check/check-folder';
import { folderSource } from '../check/output-source';
import { survivalTable } from '../check/survival-table';
import { packageVersion } from '../programs/package-file';
import { argumentsOf, choice } from './arguments';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { existingFolder } from './existing-folder';
import { github } from './formats/github';
import { json } from './formats/json';
import { junit } from './formats/junit';
import { counts, type Format, type Page, type Report, thresholds } from './formats/report';
import { sarif } from './formats/sarif';
import { text } from './formats/text';
import { plain, printable } from './style';
import { writeWhole } from './write-file';

const formats = { text, json, junit, sarif, github } as const satisfies Record<string, Format>;
const formatNames = Object.keys(formats) as (keyof typeof formats)[];

const usage =
  'usage: georaft check [DIR] [--format FORMAT] [--output FILE] [--fail-on SEVERITY] [--clusters NAMES] [--settled] [--table] [--quiet]';

const help = `${usage}

Runs every rule about manifests over an output folder and prints what is wrong, with file, line and column.
It only reads files; it does not run the program that wrote them. Without DIR it checks 'dist'.
A folder that was written by another tool or by hand has no plan (fleet.json). Rules that need the plan are then not run, and the
report counts them. The files are checked folder by folder; files that describe the same object are alternatives of each other.

  --format FORMAT     text    for people (default): equal findings once, and at most ten of a rule
                      json    for programs: everything
                      junit   test results: a suite for each system, a test for each rule
                      sarif   SARIF 2.1.0, for code scanning
                      github  annotations of a GitHub workflow
  --output FILE       write the report to a file, and print the text format
  --fail-on SEVERITY  error (default), warning, or never
  --clusters NAMES    names of the folders of DIR that are clusters, separated by commas, where no plan names them
  --settled           also fail for a system that has steps left, and print its next step
  --table             print what each system survives, before the text of the report
  --quiet             print nothing
  -h, --help          print this

Exit codes:
   0  no findings at --fail-on or above
   1  findings at --fail-on or above
  64  georaft was called wrongly, or the folder does not exist
  70  a bug in georaft

What follows from a finding is printed below it and does not count. A finding is as severe as the severest that follows from it.
Accepted findings (FleetAppProps.acknowledged) are listed in fleet.json. They do not count until their last day has passed.
georaft explain RULE describes a rule.
`;

/** `georaft check`: all rules about manifests over an output folder. */
export const check: Command = { usage, help, run };

function run(args: readonly string[], terminal: Terminal): number {
  const given = argumentsOf(args, {
    format: { type: 'string' },
    output: { type: 'string' },
    'fail-on': { type: 'string' },
    clusters: { type: 'string' },
    settled: { type: 'boolean' },
    table: { type: 'boolean' },
    quiet: { type: 'boolean' },
  });
  const format = choice(given, 'format', formatNames, 'text');
  const failOn = choice(given, 'fail-on', thresholds, 'error');
  const { output, quiet, table } = given.values;
  const asText = format === 'text' || output !== undefined;
  if (table && !asText)
    throw new UsageError(`--table prints text, and so cannot be printed with --format ${format}; write the report to a file with --output`);
  const folder = given.positionals[0] ?? 'dist';
  const root = existingFolder(resolve(terminal.cwd, folder), folder);
  const report: Report = {
    ...checkFolder(folderSource(root, clustersOf(given.values['clusters'], root, folder))),
    folder,
    failOn,
    version: packageVersion(),
    pathOf: pathsFrom(terminal.cwd, root, folder),
  };
  const page: Page = { style: terminal.style, columns: terminal.columns };
  if (typeof output === 'string') {
    writeWhole(terminal.cwd, output, formats[format](report, { style: plain, columns: undefined }));
  }
  if (!quiet) {
    if (table) terminal.out(tableOf(report));
    terminal.out((asText ? text : formats[format])(report, page));
  }
  const unsettled = given.values['settled']
    ? (report.plan?.systems ?? []).flatMap(({ name, change }) => (change ? [changeLine(name, change)] : []))
    : [];
  for (const line of unsettled) terminal.err(`${printable(line)}\n`);
  return unsettled.length > 0 || report.findings.some(finding => counts(finding, failOn)) ? exitCodes.findings : exitCodes.clean;
}

/** The folders that `--clusters` names. @throws UsageError for a folder that does not exist */
function clustersOf(given: string | boolean | undefined, root: string, folder: string): readonly string[] {
  const names = typeof given === 'string' ? given.split(',').map(name => name.trim()) : [];
  for (const name of names) {
    const exists = /^(?!\.\.?$)[^\\/]+$/.test(name) && statSync(resolve(root, name), { throwIfNoEntry: false })?.isDirectory();
    if (!exists) throw new UsageError(`--clusters names '${name}', and '${folder}' has no such folder`);
  }
  return names;
}

/** The survival table of the plan. It is made printable, since a plan that was edited by hand can contain any name. */
const tableOf = ({ plan }: Report): string =>
  plan ? `${survivalTable(plan).split('\n').map(printable).join('\n')}\n` : 'no table: the folder has no plan\n\n';

/** Paths for editors and code scanning: relative to the working directory; for a folder outside of it, below the folder as it was given. */
function pathsFrom(cwd: string, root: string, given: string): (file: string) => string {
  const path = relative(cwd, root);
  const outside = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
  return file => (outside ? join(given, file) : join(path, file)).split(sep).join('/');
}
