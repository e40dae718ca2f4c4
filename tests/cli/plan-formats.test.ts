import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { type ChangeKind, changeKinds } from '../../lib/change/catalogue';
import { type Change, changeOf } from '../../lib/change/change';
import { type Verdict, verdicts } from '../../lib/change/kind-text';
import { planJson } from '../../lib/cli/plan-formats/plan-json';
import { planMarkdown } from '../../lib/cli/plan-formats/plan-markdown';
import { type PlanReport, subjectsOf } from '../../lib/cli/plan-formats/plan-report';
import { planText } from '../../lib/cli/plan-formats/plan-text';
import { plain } from '../../lib/cli/style';
import { root } from '../architecture/sources';
import { harm } from '../change/harm';
import { changesBetween } from '../change/pairs';

const page = { style: plain, columns: undefined };
const kinds = Object.keys(changeKinds) as readonly ChangeKind[];
const reportOf = (changes: readonly Change[]): PlanReport => ({
  from: 'HEAD',
  to: 'dist',
  version: '0.1.0',
  changes: [...changes].sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict)),
});
const everyKind = reportOf(
  kinds.map(kind =>
    changeOf(kind, {
      place: { system: 'settings', cluster: 'dublin', group: 'settings', record: 'a.test', object: 'Service/a', file: 'a.yaml' },
      before: 'one',
      after: 'two',
      formed: true,
    }),
  ),
);

describe('the JSON of a comparison', () => {
  const schema = JSON.parse(readFileSync(join(root, 'lib', 'cli', 'plan-formats', 'plan.schema.json'), 'utf8'));
  const validate = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
  const documentOf = (report: PlanReport) => JSON.parse(planJson(report, page));
  const example = documentOf(everyKind);

  it('is what the schema says, whatever changes', () => {
    const reports = [
      everyKind,
      reportOf([]),
      ...harm
        .slice(0, 12)
        .map(({ harmful, variant }) => reportOf(changesBetween(harmful.edit, { ...harmful, ...(variant ? { variant } : {}) }))),
    ];
    for (const report of reports) {
      validate(documentOf(report));
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it('has every field that the schema knows, and the schema every field that it has', () => {
    const parts: readonly (readonly [object, object])[] = [
      [example, schema.properties],
      [example.summary, schema.properties.summary.properties],
      [example.changes[0], schema.$defs.change.properties],
      [example.changes[0].place, schema.$defs.place.properties],
    ];
    for (const [document, properties] of parts) expect(Object.keys(document).sort()).toEqual(Object.keys(properties).sort());
    const choices = { never: true, 'needs-somebody': true, 'in-steps': true, safe: true } satisfies Record<Verdict, true>;
    expect([...schema.$defs.verdict.enum].sort()).toEqual(Object.keys(choices).sort());
    expect(kinds.filter(kind => !new RegExp(schema.$defs.change.properties.kind.pattern).test(kind))).toEqual([]);
  });

  it.each<[string, (copy: ReturnType<typeof JSON.parse>) => void]>([
    ['another version', copy => (copy.version = 2)],
    ['a field that it does not know', copy => (copy.note = 'a')],
    ['a change without a verdict', copy => delete copy.changes[0].verdict],
    ['a verdict that there is not', copy => (copy.changes[0].verdict = 'maybe')],
    ['a place that is a text', copy => (copy.changes[0].place = 'settings')],
    ['a place with more', copy => (copy.changes[0].place.zone = 'a')],
    ['a kind that is called as a rule is', copy => (copy.changes[0].kind = 'change/image')],
    ['a number for what was', copy => (copy.changes[0].before = 5)],
    ['one command for a list', copy => (copy.changes[0].commands = 'a')],
    ['a count that is negative', copy => (copy.summary.safe = -1)],
  ])('is refused with %s', (_, change) => {
    const copy = structuredClone(example);
    expect(validate(copy)).toBe(true);
    change(copy);
    expect(validate(copy)).toBe(false);
  });
});

describe('the markdown of a comparison', () => {
  it('says what matters most first, and all of it where there is room', () => {
    const text = planMarkdown(reportOf(kinds.slice(0, 40).map(kind => changeOf(kind, { place: { system: 'a' }, formed: true }))), page);
    const marks = [...text.matchAll(/^- \*\*([a-z ]+)\*\*/gm)].map(([, verdict]) => verdict);
    expect(marks).toHaveLength(40);
    const order = ['never', 'needs somebody', 'in steps', 'safe'];
    expect(marks).toEqual([...marks].sort((a, b) => order.indexOf(a ?? '') - order.indexOf(b ?? '')));
  });

  it('has fewer than 65,000 characters, and says how much is left out', () => {
    const many = Array.from({ length: 3000 }, (_, at) =>
      changeOf('votes.several-fewer', { place: { system: `system-${at}` }, before: '2/2/1', after: '1/1/1', formed: true }),
    );
    const text = planMarkdown(reportOf([changeOf('cluster.joins', { place: { cluster: 'oslo' }, formed: false }), ...many]), page);
    expect(text.length).toBeLessThan(65_000);
    expect(text.length).toBeGreaterThan(60_000);
    const [, left, all] = /(\d+) of (\d+) entries are left out/.exec(text) ?? [];
    expect(Number(all)).toBe(3001);
    expect([...text.matchAll(/^- \*\*/gm)]).toHaveLength(3001 - Number(left));
    expect(text).not.toContain('oslo');
  });

  it('does nothing that a name in a file asks for', () => {
    const evil = '@all [a](http://evil.test) <img src=x> `x` **b** ![c](d)\n# head';
    const text = planMarkdown(
      reportOf([changeOf('fleet.name', { place: { system: evil }, before: evil, after: evil, formed: true })]),
      page,
    );
    expect(text).not.toMatch(/(?<!\\)<img|(?<!\\)\[a\]|@all|^# head|(?<!\\)!\[/m);
  });
});

describe('the text of a comparison', () => {
  it('shows a change once, with all its places', () => {
    const changes = ['dublin', 'london'].map(cluster =>
      changeOf('template.env', { place: { system: 'settings', cluster }, before: 'a', after: 'b', formed: true }),
    );
    expect(subjectsOf(changes)).toMatchObject([{ name: 'settings', changes: [{ places: ['dublin', 'london'] }] }]);
    expect(planText(reportOf(changes), page)).toContain('dublin, london: a → b');
  });

  it('says the fix and the commands of what is not safe, and only the fact of what is', () => {
    const text = planText(
      reportOf([
        changeOf('votes.one-more', { place: { system: 'settings', group: 'settings' }, before: '2/2/1', after: '3/2/1', formed: true }),
        changeOf('cluster.joins', { place: { cluster: 'oslo' }, after: 'index 7', formed: false }),
      ]),
      page,
    );
    expect(text).toBe(
      [
        'settings',
        '  in steps        A group gets one more voter  votes.one-more',
        '    2/2/1 → 3/2/1',
        '    The group does not know the new member, which crashes until it is added.',
        '    do: Add it as a learner, let it catch up, and promote it.',
        '    $ georaft step settings',
        '',
        'oslo',
        '  safe            A cluster joins the fleet  cluster.joins',
        '    index 7',
        '',
        'HEAD → dist: 2 changes: 1 in steps, 1 safe',
        '',
      ].join('\n'),
    );
  });

  it('lets no name in a file do anything to a terminal', () => {
    const text = planText(reportOf([changeOf('fleet.name', { place: {}, before: '\u001b[31mred', after: 'b', formed: true })]), page);
    expect(text).not.toContain('\u001b');
  });
});
