import type { SeenSet } from '../../manifests/pods/seen-members';
import { areaOf } from '../../rules/every-rule';
import { needsMembers } from '../../rules/needs';
import { several } from '../several';
import { printable } from '../style';
import { wrap } from '../wrap';
import type { Page, Report } from './report';

/** The most StatefulSets that a note names. */
const mostNamed = 8;

/** Notes to a report on a folder without a plan: the members that were recognised, the files that were not read, the rules that were not run. */
export function notes(report: Report, { style, columns }: Page): string {
  if (report.waiting.length === 0) return '';
  const lines = [...ofMembers(report), ...ofFiles(report), ofRules(report)];
  return lines.map(line => `${style.dim(wrap(printable(line), '', columns))}\n`).join('');
}

function ofMembers({ members: { groups, others } }: Report): readonly string[] {
  const recognised = groups.map(({ name, sets }) => {
    const [first] = sets;
    return sets.length === 1 && first
      ? setText(first)
      : `group ${name} (${sets.map(({ at, replicas }) => `${replicas} in ${at}`).join(', ')})`;
  });
  return [
    recognised.length > 0
      ? `recognised as members of Raft groups: ${listed(recognised)}`
      : `no StatefulSet was recognised as members of a Raft group, so ${several(needsMembers.size, 'rule')} about members checked nothing`,
    ...(others.length > 0
      ? [`not recognised as members, because no setting lists peers with hosts and ports: ${listed(others.map(setText))}`]
      : []),
  ];
}

const ofFiles = ({ skipped = 0 }: Report): readonly string[] =>
  skipped > 0 ? [`${several(skipped, 'file')} skipped: by name or form not a manifest`] : [];

function ofRules({ waiting, rules }: Report): string {
  const areas = new Map<string, number>();
  for (const { name } of waiting) areas.set(areaOf(name), (areas.get(areaOf(name)) ?? 0) + 1);
  const run = (area: string): number => rules.filter(({ name }) => areaOf(name) === area).length;
  const counts = [...areas].map(([area, count]) => `${area} ${run(area) === 0 ? 'all' : count}`);
  return `${several(waiting.length, 'rule')} ${waiting.length === 1 ? 'needs' : 'need'} the plan and ${waiting.length === 1 ? 'was' : 'were'} not run (${counts.join(', ')}); georaft explain --needs-plan lists them`;
}

const setText = ({ name, namespace, replicas, at }: SeenSet): string =>
  `StatefulSet ${namespace === '' ? '' : `${namespace}/`}${name} (${replicas}${at === '.' ? '' : `, ${at}`})`;

const listed = (texts: readonly string[]): string =>
  texts.length > mostNamed ? `${texts.slice(0, mostNamed).join(', ')} and ${texts.length - mostNamed} more` : texts.join(', ');
