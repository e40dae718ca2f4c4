import { areaOf, everyRule } from '../rules/every-rule';
import { nearest } from '../rules/nearest';
import { needsPlan } from '../rules/needs';
import type { Rule } from '../rules/rule';
import { argumentsOf } from './arguments';
import { type Command, exitCodes, type Terminal, UsageError } from './command';
import { exampleOf } from './rules-page';
import { wrap } from './wrap';

const usage = 'usage: georaft explain [RULE | AREA] [--needs-plan]';

const help = `${usage}

Prints what a rule demands, why, an example of a finding, and the source.
Without a rule it lists all rules, or those of an area.

  --needs-plan  list only the rules that georaft check does not run over a folder without a plan
  -h, --help    print this
`;

/** `georaft explain`: the page of a rule. */
export const explain: Command = { usage, help, run };

function run(args: readonly string[], terminal: Terminal): number {
  const { positionals, values } = argumentsOf(args, { 'needs-plan': { type: 'boolean' } });
  const [name] = positionals;
  const rule = everyRule.get(name ?? '');
  const candidates = values['needs-plan'] ? [...needsPlan].sort((a, b) => (a.name < b.name ? -1 : 1)) : [...everyRule.values()];
  const listed = candidates.filter(each => name === undefined || areaOf(each.name) === name);
  if (!rule && listed.length === 0) throw unknown(name ?? '');
  terminal.out(rule ? pageOf(rule, terminal) : listOf(listed, terminal));
  return exitCodes.clean;
}

function unknown(name: string): UsageError {
  const like = nearest(name, everyRule.keys());
  return new UsageError(
    `there is no rule '${name}'; ${like.length > 0 ? `did you mean ${like.join(' or ')}?` : 'georaft explain lists all of them'}`,
  );
}

/** When a rule is checked, and whether its findings can be accepted. */
function checkedAt(rule: Rule): string {
  const { plan, manifests } = rule;
  if (plan && manifests) return 'Checked at synthesis and by georaft check. It can be accepted.';
  if (plan) return 'Checked at synthesis. It can be accepted.';
  if (needsPlan.has(rule)) return 'Checked by georaft check, where the folder has a plan. It can be accepted.';
  if (manifests) return 'Checked by georaft check. It can be accepted.';
  return 'Reported where something is read, rendered or written. It cannot be accepted.';
}

function pageOf(rule: Rule, { style, columns }: Terminal): string {
  const { name, severity, demands, why, source, follows = [], fundamental } = rule;
  const colour = severity === 'error' ? style.red : style.yellow;
  const part = (title: string, text: string): string => `${style.bold(title)}\n${wrap(text, '  ', columns)}\n`;
  const example = exampleOf(name).map(line => `  ${line.startsWith('#') ? style.dim(line) : line}\n`);
  return [
    `${style.bold(name)}  ${colour(severity)}\n${wrap(demands, '', columns)}\n`,
    part('Why', why),
    ...(example.length > 0 ? [`${style.bold('Example')}\n${example.join('')}`] : []),
    part('Source', source),
    ...(follows.length > 0
      ? [
          part(
            'Follows',
            `Its findings are attached to those of these rules about the same thing: ${follows.map(each => each.name).join(', ')}.`,
          ),
        ]
      : []),
    ...(fundamental
      ? [part('Explains', 'Findings of other rules about the same field, or about what follows from it, are attached to its findings.')]
      : []),
    style.dim(`${checkedAt(rule)}\n`),
  ].join('\n');
}

function listOf(rules: readonly Rule[], { style, columns }: Terminal): string {
  const width = Math.max(...rules.map(({ name }) => name.length));
  const room = Math.max(30, (columns ?? Number.POSITIVE_INFINITY) - width - 14);
  const areas = new Map<string, string[]>();
  for (const { name, severity, demands } of rules) {
    const area = areaOf(name);
    const mark = severity === 'error' ? style.red('error  ') : style.yellow('warning');
    const line = `  ${name.padEnd(width)}  ${mark}  ${demands.length > room ? `${demands.slice(0, room - 1)}…` : demands}\n`;
    areas.set(area, [...(areas.get(area) ?? []), line]);
  }
  return [...areas].map(([area, lines]) => `${style.bold(area)}\n${lines.join('')}`).join('\n');
}
