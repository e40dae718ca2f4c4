import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../lib/cli/run';
import { coloured, plain } from '../../lib/cli/style';
import { areaOf, everyRule } from '../../lib/rules/every-rule';
import { needsPlan } from '../../lib/rules/needs';
import { root } from '../architecture/sources';

/** What the command prints, in this process. */
function said(args: readonly string[], columns?: number, style = plain) {
  const printed = { out: '', err: '' };
  const code = run(args, {
    cwd: root,
    style,
    columns,
    out: text => {
      printed.out += text;
    },
    err: text => {
      printed.err += text;
    },
  });
  return { code, ...printed };
}

const rules = [...everyRule.values()];
const page = readFileSync(join(root, 'lib', 'rules', 'RULES.md'), 'utf8');

describe('explain', () => {
  it.each(rules.map(({ name }) => name))('%s', name => {
    const { code, out, err } = said(['explain', name]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { severity = '', demands = '', why = '', source = '' } = everyRule.get(name) ?? {};
    for (const part of [`${name}  ${severity}\n`, demands, why, source]) expect(out).toContain(part);
    const example = page.split(`### ${name}\n`)[1]?.split('```text\n')[1]?.split('\n```')[0] ?? '';
    expect(example.length).toBeGreaterThan(0);
    for (const line of example.split('\n')) expect(out).toContain(`  ${line}\n`);
  });

  it('says when a rule is looked at, and whether it can be accepted', () => {
    expect(said(['explain', 'quorum/cluster-loss']).out).toContain('Checked at synthesis. It can be accepted.\n');
    expect(said(['explain', 'bootstrap/parallel']).out).toContain('Checked by georaft check. It can be accepted.\n');
    expect(said(['explain', 'input/shape']).out).toContain(
      'Reported where something is read, rendered or written. It cannot be accepted.\n',
    );
  });

  it('says what a rule follows, and what explains the findings of all others', () => {
    expect(said(['explain', 'disruption/budget']).out).toContain('about the same thing: disruption/coverage.\n');
    expect(said(['explain', 'disruption/coverage']).out).not.toMatch(/^Follows$/m);
    expect(said(['explain', 'api/required']).out).toMatch(/^Explains$/m);
  });

  it('lists every rule by area without one', () => {
    const { out } = said(['explain']);
    const listed = [...out.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name);
    expect(listed).toEqual(rules.map(({ name }) => name));
    expect([...out.matchAll(/^(\S+)$/gm)].map(([, area]) => area)).toEqual([...new Set(rules.map(({ name }) => areaOf(name)))]);
  });

  it('lists the rules of an area', () => {
    const { code, out } = said(['explain', 'quorum']);
    expect(code).toBe(0);
    const listed = [...out.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name);
    expect(listed).toEqual(rules.map(({ name }) => name).filter(name => name.startsWith('quorum/')));
  });

  it('lists the rules that need the plan, all of them or those of an area', () => {
    const names = (args: readonly string[]): readonly (string | undefined)[] =>
      [...said(args).out.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name);
    const all = [...needsPlan].map(({ name }) => name).sort();
    expect(names(['explain', '--needs-plan'])).toEqual(all);
    expect(names(['explain', 'storage', '--needs-plan'])).toEqual(all.filter(name => name.startsWith('storage/')));
    expect(said(['explain', 'storage/size']).out).toContain('Checked by georaft check, where the folder has a plan. It can be accepted.\n');
  });

  it('keeps each rule of the list on one line of a terminal', () => {
    const { out } = said(['explain'], 100);
    expect(out.split('\n').filter(line => line.length >= 100)).toEqual([]);
  });

  it('has colours on a terminal', () => {
    expect(said(['explain', 'quorum/cluster-loss'], 80, coloured).out).toContain('\u001b[1mquorum/cluster-loss\u001b[22m');
  });
});
