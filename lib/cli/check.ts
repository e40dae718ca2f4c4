import { statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { checkFolder } from '../check/check-folder';
import { folderSource } from '../check/output-source';
import { survivalTable } from '../check/survival-table';
import { argumentsOf, choice } from './arguments';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { existingFolder } from './existing-folder';
import { github } from './formats/github';
import { json } from './formats/json';
import { junit } from './formats/junit';
import { counts, type Format, type Page, type Report, thresholds } from './formats/report';
import { sarif } from './formats/sarif';
import { text } from './formats/text';
import { packageVersion } from './package-file';
import { plain, printable } from './style';
import { writeWhole } from './write-file';

const formats = { text, json, junit, sarif, github } as const satisfies Record<string, Format>;
const formatNames = Object.keys(formats) as (keyof typeof formats)[];

const usage = 'usage: georaft check [DIR] [--format FORMAT] [--output FILE] [--fail-on SEVERITY] [--clusters NAMES] [--table] [--quiet]';

const help = `${usage}

Runs every rule about manifests over an output folder and says what is wrong, with file, line and column.
Nothing of the program that wrote it is run. DIR is 'dist' where it is left out.
A folder that another tool or a hand wrote has no plan (fleet.json): the rules that need one are not run then, and the report says
which. Its files are checked folder by folder; files that describe the same object are taken for alternatives of each other.

  --format FORMAT     text    for people (default): the same finding once, and no more than ten of a rule
                      json    for programs: everything
                      junit   test results: a suite for each system, a test for each rule
                      sarif   SARIF 2.1.0, for code scanning
                      github  annotations of a GitHub workflow
  --output FILE       write the report to a file, as a whole, and print the text
  --fail-on SEVERITY  error (default), warning, or never
  --clusters NAMES    folders of DIR that are clusters, with commas between them, where there is no plan that names them
  --table             print what each system survives, before the text of the report
  --quiet             print nothing
  -h, --help          print this

Exit codes:
   0  nothing was found that counts
   1  there are findings, at --fail-on or above
  64  the command was not understood, or the folder is not there
  70  georaft is broken

What is accepted (FleetAppProps.acknowledged) is in fleet.json, and does not count until it ends.
georaft explain RULE says more of a rule.
`;

/** `georaft check`: all rules about manifests over an output folder. */
export const check: Command = { usage, help, run };

function run(args: readonly string[], terminal: Terminal): number {
  const given = argumentsOf(args, {
    format: { type: 'string' },
    output: { type: 'string' },
    'fail-on': { type: 'string' },
    clusters: { type: 'string' },
    table: { type: 'boolean' },
    quiet: { type: 'boolean' },
  });
  const format = choice(given, 'format', formatNames, 'text');
  const failOn = choice(given, 'fail-on', thresholds, 'error');
  const { output, quiet, table } = given.values;
  const asText = format === 'text' || output !== undefined;
  if (table && !asText) throw new UsageError(`--table is text, and --format ${format} is printed; write that to a file with --output`);
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
  return report.findings.some(finding => counts(finding, failOn)) ? exitCodes.findings : exitCodes.clean;
}

/** The folders that are named as clusters. @throws UsageError for one that is not there */
function clustersOf(given: string | boolean | undefined, root: string, folder: string): readonly string[] {
  const names = typeof given === 'string' ? given.split(',').map(name => name.trim()) : [];
  for (const name of names) {
    const there = /^(?!\.\.?$)[^\\/]+$/.test(name) && statSync(resolve(root, name), { throwIfNoEntry: false })?.isDirectory();
    if (!there) throw new UsageError(`--clusters names '${name}', and '${folder}' has no such folder`);
  }
  return names;
}

/** What the systems of the plan survive. Names in a plan that was edited by hand can be anything. */
const tableOf = ({ plan }: Report): string =>
  plan ? `${survivalTable(plan).split('\n').map(printable).join('\n')}\n` : 'no table: the folder has no plan\n\n';

/** Paths as editors and code scanning know them: from the working directory; for a folder outside of it, as the folder was given. */
function pathsFrom(cwd: string, root: string, given: string): (file: string) => string {
  const way = relative(cwd, root);
  const outside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  return file => (outside ? join(given, file) : join(way, file)).split(sep).join('/');
}
