import { changeKinds } from '../../change/catalogue';
import { printable } from '../style';
import { countsText, factOf, type MergedChange, type PlanFormat, type PlanReport, subjectsOf, verdictText } from './plan-report';

/** A comment on a pull request has at most 65,536 characters (GitHub). The rest is room for what a workflow adds. */
const mostCharacters = 65_000;
/** Room for the sentence that says how much is left out. */
const reserved = 300;
/** The most places of one change that are shown. */
const mostPlaces = 6;

/** Markdown for a pull request: the most serious changes first, and at most as much as a comment may have. */
export const planMarkdown: PlanFormat = report => {
  const entries = inOrder(report).map(entry);
  const head = `## georaft plan\n\n${text(`${report.from} → ${report.to}`)}: **${countsText(report.changes)}**\n`;
  const kept: string[] = [];
  let length = head.length;
  for (const each of entries) {
    if (length + each.length > mostCharacters - reserved) break;
    kept.push(each);
    length += each.length;
  }
  const left = entries.length - kept.length;
  const more =
    left === 0
      ? ''
      : `\n${left} of ${entries.length} entries are left out, the least important ones. Run \`georaft plan\` for all of them.\n`;
  return `${head}${kept.join('')}${more}`;
};

interface Entry extends MergedChange {
  readonly subject: string;
}

/** The entries of all subjects, the most serious first. */
function inOrder({ changes }: PlanReport): readonly Entry[] {
  const all = subjectsOf(changes).flatMap(({ name, changes: merged }) => merged.map(each => ({ ...each, subject: name })));
  const rank = new Map(changes.map((change, at) => [change, at]));
  return all.sort((a, b) => (rank.get(a.change) ?? 0) - (rank.get(b.change) ?? 0));
}

function entry({ change, places, subject }: Entry): string {
  const { kind, verdict, todo, steps, commands } = change;
  const { changes: heading, why } = changeKinds[kind];
  const where = places.slice(0, mostPlaces).join(', ') + (places.length > mostPlaces ? ` and ${places.length - mostPlaces} more` : '');
  const fact = [where, factOf(change)].filter(part => part !== '').join(': ');
  const first = `\n- **${verdictText[verdict]}** ${text(subject)}: ${heading} (\`${kind}\`)\n${fact === '' ? '' : `  ${text(fact)}\n`}`;
  if (verdict === 'safe') return first;
  const block = commands.length === 0 ? '' : `\n  \`\`\`sh\n${commands.map(command => `  ${code(command)}\n`).join('')}  \`\`\`\n`;
  return `${first}  ${text(why)} ${todo === '' ? '' : `*Do:* ${text(todo)}`}\n${steps.map((step, at) => `  ${at + 1}. ${text(step)}\n`).join('')}${block}`;
}

/** A text from a file, escaped so that Markdown shows it as it is: without links, pictures and mentions. */
const text = (given: string): string =>
  printable(given)
    .replace(/[\\`*_{}<>[\]|~#!&]/g, '\\$&')
    .replaceAll('@', '@\u200b');

/** A line for a block of code, changed so that it cannot end the block. */
const code = (given: string): string => printable(given).replaceAll('```', "'''");
