import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { compareOutputs } from '../change/compare-outputs';
import type { Output } from '../change/output';
import { packageVersion } from '../programs/package-file';
import { argumentsOf, choice } from './arguments';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { existingFolder } from './existing-folder';
import { folderOutput } from './folder-output';
import type { Page } from './formats/report';
import { gitOutput } from './git-output';
import { planJson } from './plan-formats/plan-json';
import { planMarkdown } from './plan-formats/plan-markdown';
import type { PlanFormat, PlanReport } from './plan-formats/plan-report';
import { planText } from './plan-formats/plan-text';
import { plain } from './style';
import { writeWhole } from './write-file';

const formats = { text: planText, json: planJson, markdown: planMarkdown } as const satisfies Record<string, PlanFormat>;
const formatNames = Object.keys(formats) as (keyof typeof formats)[];

const usage = 'usage: georaft plan [DIR] [--from DIR|REVISION] [--format FORMAT] [--output FILE] [--quiet]';

const help = `${usage}

Prints what changes between two outputs, and what to do about each change.
It only reads files; it does not run the program that wrote them. DIR is the newer output. Without DIR it is 'dist'.

  --from DIR|REVISION  the older output: a folder or, if there is no folder of that name, the same folder in a revision of Git
                       (default: HEAD)
  --format FORMAT      text      for people (default)
                       json      for programs: everything
                       markdown  for a comment on a pull request: at most 65,000 characters, the most serious changes first
  --output FILE        write the report to a file, and print the text format
  --quiet              print nothing
  -h, --help           print this

Verdicts:
  safe            commit it
  in steps        one commit would do harm; make the change in several safe steps
  needs somebody  a person must do or check what is said first
  never           there is no safe way to make this change; do what is said instead

Exit codes:
   0  nothing changes
   1  there are changes that are not safe
   2  all changes are safe
  64  georaft was called wrongly, or an output does not exist
  70  a bug in georaft
`;

/** `georaft plan`: what changes between two outputs. */
export const plan: Command = { usage, help, run };

function run(args: readonly string[], terminal: Terminal): number {
  const given = argumentsOf(args, {
    from: { type: 'string' },
    format: { type: 'string' },
    output: { type: 'string' },
    quiet: { type: 'boolean' },
  });
  const format = choice(given, 'format', formatNames, 'text');
  const { from = 'HEAD', output, quiet } = given.values as { readonly from?: string; readonly output?: string; readonly quiet?: boolean };
  const folder = given.positionals[0] ?? 'dist';
  const root = existingFolder(resolve(terminal.cwd, folder), folder);
  const { before, after } = outputsOf(terminal.cwd, from, root, folder);
  const report: PlanReport = { from, to: folder, version: packageVersion(), changes: compareOutputs(before, after) };
  const page: Page = { style: terminal.style, columns: terminal.columns };
  if (output !== undefined) writeWhole(terminal.cwd, output, formats[format](report, { style: plain, columns: undefined }));
  if (!quiet) terminal.out((output === undefined ? formats[format] : planText)(report, page));
  if (report.changes.length === 0) return exitCodes.clean;
  return report.changes.every(({ verdict }) => verdict === 'safe') ? exitCodes.safe : exitCodes.findings;
}

/** The two outputs, with file digests of the same algorithm. */
function outputsOf(cwd: string, from: string, root: string, folder: string): { readonly before: Output; readonly after: Output } {
  if (from === '') throw new UsageError('--from is empty; name a folder or a revision');
  const older = resolve(cwd, from);
  if (statSync(older, { throwIfNoEntry: false })?.isDirectory())
    return { before: folderOutput(existingFolder(older, from), from), after: folderOutput(root, folder) };
  const before = gitOutput(root, folder, from);
  return { before, after: folderOutput(root, folder, before.algorithm) };
}
