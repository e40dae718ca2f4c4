import { junit } from '../../lib/cli/formats/junit';
import { finding, headed, hostile, page, placeless, reportOf } from './report';
import { type Element, parseXml } from './xml';

const parsed = (...given: Parameters<typeof reportOf>): Element => parseXml(junit(reportOf(...given), page));
const caseOf = (document: Element, suite: string, rule: string): Element | undefined =>
  document.children.find(({ attributes }) => attributes['name'] === suite)?.children.find(({ attributes }) => attributes['name'] === rule);
const accepted = (reason: string) => ({
  finding: finding(),
  acknowledgement: { rule: 'bootstrap/parallel', at: 'settings/dublin', reason, until: '2027-03-31' },
});

describe('a report as JUnit', () => {
  it('has a test for each rule that was run, and none fails where nothing is wrong', () => {
    const document = parsed([]);
    expect(document.name).toBe('testsuites');
    expect(document.attributes).toMatchObject({ failures: '0', errors: '0', skipped: '0' });
    const names = document.children[0]?.children.map(({ attributes }) => attributes['name']);
    expect(names).toEqual(reportOf([]).rules.map(({ name }) => name));
    expect(document.children[0]?.children.flatMap(({ children }) => children)).toEqual([]);
  });

  it('has a failure for a rule that is broken in a system, with every place', () => {
    const second = finding({ at: 'settings/london', file: 'london/settings/settings.yaml' });
    const document = parsed([finding(), second]);
    const failing = caseOf(document, 'settings', 'bootstrap/parallel');
    expect(failing?.attributes['classname']).toBe('settings');
    expect(failing?.children.map(({ name }) => name)).toEqual(['failure']);
    expect(failing?.children[0]?.attributes).toEqual({ message: 'members start in order', type: 'error' });
    expect(failing?.children[0]?.text.split('\n')).toEqual([
      'dist/dublin/settings/settings.yaml:12:3: error: [settings/dublin] bootstrap/parallel: members start in order; start them at once',
      'dist/london/settings/settings.yaml:12:3: error: [settings/london] bootstrap/parallel: members start in order; start them at once',
    ]);
    expect(document.attributes['failures']).toBe('1');
  });

  it('counts its tests and failures in every suite and in all', () => {
    const document = parsed([finding(), placeless({ severity: 'error' })]);
    for (const suite of document.children) {
      const failures = suite.children.filter(({ children }) => children.some(({ name }) => name === 'failure')).length;
      expect([suite.attributes['tests'], suite.attributes['failures']]).toEqual([String(suite.children.length), String(failures)]);
    }
    const sum = (what: string): string => String(document.children.reduce((all, { attributes }) => all + Number(attributes[what]), 0));
    expect([document.attributes['tests'], document.attributes['failures']]).toEqual([sum('tests'), sum('failures')]);
    expect(document.attributes['failures']).toBe('2');
  });

  it('fails for what the command fails for, and prints the rest', () => {
    const of = (failOn: 'error' | 'warning' | 'never') =>
      caseOf(parsed([placeless()], { failOn }), 'fleet', 'output/plan')?.children.map(({ name }) => name);
    expect([of('error'), of('warning'), of('never')]).toEqual([['system-out'], ['failure'], ['system-out']]);
  });

  it('fails for a finding and not for what follows from it, which is no success either', () => {
    const document = parsed([headed()]);
    expect(document.attributes).toMatchObject({ failures: '1', skipped: '2' });
    const [cause, consequence] = ['bootstrap/parallel', 'names/dangling-service'].map(rule => caseOf(document, 'settings', rule));
    expect(cause?.children[0]?.text).toContain('  because of it: names/dangling-service at settings/dublin');
    expect(consequence?.children.map(({ name }) => name)).toEqual(['skipped', 'system-out']);
    expect(consequence?.children[0]?.attributes['message']).toBe('follows from bootstrap/parallel at settings/dublin');
    expect(consequence?.children[1]?.text).toBe(
      'dist/dublin/settings/settings.yaml:40:3: error: [settings/dublin] names/dangling-service: selects nothing; select pods',
    );
  });

  it('fails for a rule that is broken by itself beside what follows from others', () => {
    const document = parsed([headed(), finding({ rule: 'names/dangling-service', at: 'settings/london' })]);
    expect(caseOf(document, 'settings', 'names/dangling-service')?.children.map(({ name }) => name)).toEqual(['failure', 'system-out']);
  });

  it('skips what is accepted, and says why', () => {
    const document = parsed([], { accepted: [accepted('a test system')] });
    const skipped = caseOf(document, 'settings', 'bootstrap/parallel');
    expect(skipped?.children.map(({ name }) => name)).toEqual(['skipped', 'system-out']);
    expect(skipped?.children[0]?.attributes['message']).toBe('accepted until 2027-03-31: a test system');
    expect(document.attributes).toMatchObject({ failures: '0', skipped: '1' });
  });

  it('stays XML whatever stands in a manifest', () => {
    const bad = finding({ at: hostile, problem: hostile, fix: hostile, file: `dublin/${hostile}/a.yaml` });
    const document = parsed([bad], { accepted: [accepted(hostile)] });
    const said = JSON.stringify(document);
    expect(said).toContain('<b attr=');
    expect(said).toContain('\ufffd');
  });
});

describe('this test', () => {
  it.each([
    '<a><b></a></b>',
    '<a>',
    '<a b="1" b="2"/>',
    '<a>&unknown;</a>',
    '<a>&lt</a>',
    '<a b="<"/>',
    '<a>\u0001</a>',
    '<a/><a/>',
    '<a>]]></a>',
  ])('refuses %j', text => {
    expect(() => parseXml(text)).toThrow();
  });
});
