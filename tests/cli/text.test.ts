import { text } from '../../lib/cli/formats/text';
import { coloured } from '../../lib/cli/style';
import { needsMembers, needsPlan } from '../../lib/rules/needs';
import type { Rule } from '../../lib/rules/rule';
import { finding, headed, hostile, page, placeless, reportOf } from './report';

describe('the text of a report', () => {
  it('says what is wrong, where, how to mend it, and what made it', () => {
    expect(text(reportOf([placeless(), finding()]), page)).toBe(`fleet
  fleet  warning  output/plan
    no plan
    fix: add it

settings
  dist/dublin/settings/settings.yaml:12:3  error  bootstrap/parallel  [settings/dublin]
    members start in order
    fix: start them at once
    in StatefulSet settings, spec.podManagementPolicy, from clusters/dublin/settings/members

10 files, 100 objects, ${reportOf([]).rules.length} rule${reportOf([]).rules.length === 1 ? '' : 's'}: 1 error, 1 warning; georaft explain RULE describes a rule
`);
  });

  it('says what follows from a finding, and counts the finding alone', () => {
    expect(text(reportOf([headed()]), page)).toBe(`settings
  dist/dublin/settings/settings.yaml:12:3  error  bootstrap/parallel  [settings/dublin]
    members start in order
    fix: start them at once
    in StatefulSet settings, spec.podManagementPolicy, from clusters/dublin/settings/members
    also: members end in order
    because of it: names/dangling-service at settings/dublin (StatefulSet settings); storage/compaction at settings/dublin, a warning (2 times)

10 files, 100 objects, ${reportOf([]).rules.length} rules: 1 error, and 4 that follow from it; georaft explain RULE describes a rule
`);
  });

  it('says of each rule that follows where, and of its own rule what, but does not flood', () => {
    const others = Array.from({ length: 9 }, (_, index) => finding({ problem: `member ${index}` }));
    const places = ['london', 'frankfurt'].map(cluster => finding({ at: `settings/${cluster}` }));
    const said = text(reportOf([headed({ consequences: [...others, ...places] })]), page);
    expect(said).toContain('    also at settings/london (StatefulSet settings); settings/frankfurt (StatefulSet settings)\n');
    expect(said.match(/also: member \d/g)).toHaveLength(3);
    expect(said).toContain('    also: 6 more of bootstrap/parallel\n');
  });

  it('says the same thing twice where other things follow from it', () => {
    const said = text(reportOf([headed(), finding({ at: 'settings/london', file: 'london/settings/settings.yaml' })]), page);
    expect(said.match(/members start in order/g)).toHaveLength(2);
  });

  it('is one line where nothing is wrong', () => {
    expect(text(reportOf([]), page)).toMatch(/^10 files, 100 objects, \d+ rules?: nothing found\n$/);
  });

  it('says in the end what it does not cover, where there is no plan', () => {
    const set = { at: '.', file: 'kv.yaml', namespace: 'kv', name: 'kv', replicas: 3 };
    const others = [1, 2, 3].map(at => ({ ...set, namespace: '', name: `web-${at}`, at: `web/${at}` }));
    const spread = { name: 'log', sets: ['dublin', 'london'].map(at => ({ ...set, name: 'log', at })) };
    const waiting = [...needsPlan];
    const rules = reportOf([]).rules.filter(rule => !needsPlan.has(rule as Rule));
    const said = text(
      reportOf([], { waiting, rules, skipped: 1, members: { groups: [{ name: 'kv', sets: [set] }, spread], others } }),
      page,
    );
    const [summary, ...notes] = said.trimEnd().split('\n');
    expect(summary).toMatch(/^10 files, 100 objects, \d+ rules: nothing found$/);
    expect(notes.slice(0, 3)).toEqual([
      'recognised as members of Raft groups: StatefulSet kv/kv (3), group log (3 in dublin, 3 in london)',
      'not recognised as members, because no setting lists peers with hosts and ports: StatefulSet web-1 (3, web/1), StatefulSet web-2 (3, web/2), StatefulSet web-3 (3, web/3)',
      '1 file skipped: by name or form not a manifest',
    ]);
    expect(notes[3]).toMatch(
      /^\d+ rules need the plan and were not run \(access \d+, .*network all,.*\); georaft explain --needs-plan lists them$/,
    );
    expect(text(reportOf([], { waiting }), page)).toContain(
      `\nno StatefulSet was recognised as members of a Raft group, so ${needsMembers.size} rules about members checked nothing\n`,
    );
  });

  it('groups what is found by folder or file, where there is no plan', () => {
    const unitOf = new Map([
      ['prod/kv.yaml', 'prod'],
      ['a.yaml', '.'],
    ]);
    const findings = [finding({ at: 'prod', file: 'prod/kv.yaml' }), finding({ at: '.', file: 'a.yaml', problem: 'another' })];
    const lines = text(reportOf(findings, { unitOf, pathOf: file => (file === '.' ? 'dist' : `dist/${file}`) }), page).split('\n');
    expect(lines.filter(line => /^\S+$/.test(line))).toEqual(['dist/prod', 'dist']);
    expect(lines.filter(line => line.includes('bootstrap/parallel'))).toEqual([
      '  dist/prod/kv.yaml:12:3  error  bootstrap/parallel',
      '  dist/a.yaml:12:3  error  bootstrap/parallel',
    ]);
  });

  it('says the same thing once, with the other places', () => {
    const clusters = Array.from({ length: 100 }, (_, index) => `site-${index}`);
    const findings = clusters.map(name => finding({ at: `settings/${name}`, file: `${name}/settings/settings.yaml` }));
    const said = text(reportOf(findings), page);
    expect(said.match(/members start in order/g)).toHaveLength(1);
    expect(said).toContain('    also dist/site-1/settings/settings.yaml:12:3  [settings/site-1]\n');
    expect(said).toContain('    and in 95 more places; --format json lists all\n');
    expect(said.split('\n').length).toBeLessThan(15);
    expect(said).toContain('100 errors');
  });

  it('does not flood: ten of a rule, and how many there are more', () => {
    const many = Array.from({ length: 1000 }, (_, index) => finding({ problem: `member ${index}`, file: `dublin/unit-${index}/a.yaml` }));
    const said = text(reportOf([...many, finding({ rule: 'quorum/replicas', problem: 'another' })]), page);
    expect(said.match(/member \d+/g)).toHaveLength(10);
    expect(said).toContain('not shown\n  990 more of bootstrap/parallel\n  --format json lists all\n');
    expect(said).toContain('another');
    expect(said).toContain('1001 errors');
  });

  it('lists what is accepted apart, with the reason and the end', () => {
    const acknowledgement = { rule: 'bootstrap/parallel', at: 'settings/dublin', reason: 'a test', until: '2027-03-31' };
    expect(text(reportOf([], { accepted: [{ finding: finding(), acknowledgement }] }), page)).toContain(`accepted
  dist/dublin/settings/settings.yaml:12:3  bootstrap/parallel  [settings/dublin]
    members start in order
    until 2027-03-31: a test

10 files, 100 objects,`);
  });

  it('gives nothing of a manifest or a file name to the terminal that could act on it', () => {
    const all = { rule: 'bootstrap/parallel', at: hostile, problem: hostile, fix: hostile };
    const place = { file: `dublin/${hostile}/a.yaml`, line: 1, column: 1, object: hostile, field: hostile, construct: hostile };
    const acknowledgement = { ...all, reason: hostile, until: '2027-03-31' };
    const said = text(
      reportOf(
        [
          finding({ ...all, location: place, consequences: [finding({ ...all, location: place, rule: 'names/port' }), placeless(all)] }),
          placeless(all),
        ],
        { accepted: [{ finding: finding({ ...all, location: place }), acknowledgement }] },
      ),
      page,
    );
    expect(said.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(said.split('\n').filter(line => line.startsWith('::') || line.startsWith('%'))).toEqual([]);
  });

  it('is the same with colours, but for the colours', () => {
    const report = reportOf([placeless(), finding()]);
    const said = text(report, { style: coloured, columns: undefined });
    expect(said).toContain('\u001b[31merror\u001b[39m');
    expect(said).toContain('\u001b[33mwarning\u001b[39m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is them that are taken away
    expect(said.replace(/\u001b\[\d+m/g, '')).toBe(text(report, page));
  });

  it('fits into a terminal', () => {
    const report = reportOf([finding({ problem: 'word '.repeat(60).trim() })]);
    const lines = text(report, { ...page, columns: 80 }).split('\n');
    expect(lines.filter(line => line.startsWith('    ') && line.length > 80)).toEqual([]);
  });
});
