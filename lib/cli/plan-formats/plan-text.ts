import { changeKinds } from '../../change/catalogue';
import type { Verdict } from '../../change/kind-text';
import type { Page } from '../formats/report';
import { printable, type Style } from '../style';
import { wrap } from '../wrap';
import { countsText, factOf, type MergedChange, type PlanFormat, subjectsOf, verdictText } from './plan-report';

/** The most places of one change that are shown. */
const mostPlaces = 6;
/** The most safe changes of one subject that are shown. `--format json` has all. */
const mostSafe = 12;

/** Text for people: by system, the most serious changes first, and the counts at the end. */
export const planText: PlanFormat = (report, page) => {
  const { style } = page;
  const parts = subjectsOf(report.changes).map(({ name, changes }) => {
    const safe = changes.filter(({ change }) => change.verdict === 'safe');
    const shown = [...changes.filter(({ change }) => change.verdict !== 'safe'), ...safe.slice(0, mostSafe)];
    const more = safe.length > mostSafe ? [style.dim(`  and ${safe.length - mostSafe} more safe changes; --format json lists all\n`)] : [];
    return `${style.bold(printable(name))}\n${[...shown.map(merged => entry(merged, page)), ...more].join('')}`;
  });
  return [...parts, `${printable(`${report.from} → ${report.to}`)}: ${countsText(report.changes)}\n`].join('\n');
};

const colours: Readonly<Record<Verdict, (style: Style) => (text: string) => string>> = {
  never: style => style.red,
  'needs-somebody': style => style.yellow,
  'in-steps': style => style.cyan,
  safe: style => style.green,
};

function entry({ change, places }: MergedChange, { style, columns }: Page): string {
  const { kind, verdict, todo, steps, commands } = change;
  const { changes: heading, why } = changeKinds[kind];
  const where = places.slice(0, mostPlaces).join(', ') + (places.length > mostPlaces ? ` and ${places.length - mostPlaces} more` : '');
  const fact = [where, factOf(change)].filter(part => part !== '').join(': ');
  const lines = [
    `  ${colours[verdict](style)(verdictText[verdict].padEnd(14))}  ${heading}  ${style.dim(kind)}`,
    ...(fact === '' ? [] : [wrap(printable(fact), '    ', columns)]),
    ...(verdict === 'safe' ? [] : [wrap(printable(why), '    ', columns)]),
    ...(todo === '' ? [] : [wrap(`do: ${printable(todo)}`, '    ', columns)]),
    ...steps.map((step, at) => wrap(`${at + 1}. ${printable(step)}`, '    ', columns)),
    ...commands.map(command => `    $ ${printable(command)}`),
  ];
  return `${lines.join('\n')}\n`;
}
