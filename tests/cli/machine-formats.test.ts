import { github } from '../../lib/cli/formats/github';
import { json } from '../../lib/cli/formats/json';
import { sarif } from '../../lib/cli/formats/sarif';
import type { Finding } from '../../lib/domain/finding';
import { needsPlan } from '../../lib/rules/needs';
import { finding, headed, hostile, page, placeless, reportOf } from './report';

const acceptance = {
  finding: finding(),
  acknowledgement: { rule: 'bootstrap/parallel', at: 'settings/dublin', reason: 'a test', until: '2027-03-31' },
};

describe('a report as JSON', () => {
  it('has this form', () => {
    const { location, ...rest } = finding();
    expect(JSON.parse(json(reportOf([finding(), placeless()], { accepted: [acceptance] }), page))).toEqual({
      version: 1,
      georaft: '1.2.3',
      folder: 'dist',
      summary: {
        files: 10,
        objects: 100,
        rules: reportOf([]).rules.length,
        errors: 1,
        warnings: 1,
        consequences: 0,
        accepted: 1,
        rulesNotRun: 0,
        filesNotRead: 0,
      },
      members: { groups: [], others: [] },
      notRun: [],
      findings: [
        { ...rest, location },
        { rule: 'output/plan', severity: 'warning', at: 'fleet', problem: 'no plan', fix: 'add it' },
      ],
      accepted: [{ ...rest, location, reason: 'a test', until: '2027-03-31' }],
    });
  });

  it('names the members that were seen, and the rules that were not run', () => {
    const set = { at: 'prod', file: 'prod/kv.yaml', namespace: 'kv', name: 'kv', replicas: 3 };
    const members = { groups: [{ name: 'kv', sets: [set] }], others: [{ ...set, name: 'web' }] };
    const document = JSON.parse(json(reportOf([], { members, waiting: [...needsPlan], skipped: 2 }), page));
    expect(document.members).toEqual(members);
    expect(document.notRun).toEqual([...needsPlan].map(({ name }) => name));
    expect(document.summary).toMatchObject({ rulesNotRun: needsPlan.size, filesNotRead: 2 });
  });

  it('has what follows from a finding within it, whole', () => {
    const { summary, findings } = JSON.parse(json(reportOf([headed(), finding()]), page));
    expect(summary).toMatchObject({ errors: 2, warnings: 0, consequences: 4 });
    const { consequences, ...cause } = headed();
    expect(findings).toEqual([{ ...cause, consequences }, finding()]);
  });

  it('has all findings, and what stands in manifests unchanged', () => {
    const many = Array.from({ length: 1000 }, () => finding({ problem: hostile }));
    const { findings } = JSON.parse(json(reportOf(many), page));
    expect(findings).toHaveLength(1000);
    expect(findings[0].problem).toBe(hostile);
  });
});

/** Undoes what a runner of GitHub undoes: actions/runner, src/Runner.Common/ActionCommand.cs. */
const unescaped = (text: string, property: boolean): string => {
  const plain = property ? text.replaceAll('%3A', ':').replaceAll('%2C', ',') : text;
  return plain.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
};

/** A workflow command as a runner reads it. */
function commandOf(line: string) {
  const [, command = '', message = ''] = /^::([^:]*)::(.*)$/.exec(line) ?? [];
  const [name = '', ...rest] = command.split(' ');
  const properties = rest
    .join(' ')
    .split(',')
    .map(pair => [pair.slice(0, pair.indexOf('=')), unescaped(pair.slice(pair.indexOf('=') + 1), true)]);
  return { name, properties: Object.fromEntries(properties), message: unescaped(message, false) };
}

describe('a report for GitHub', () => {
  const linesOf = (findings: readonly Finding[]): readonly string[] => github(reportOf(findings), page).trimEnd().split('\n');

  it('is one command for each finding, errors first, and one line for people', () => {
    const lines = linesOf([placeless(), finding()]);
    expect(lines.slice(0, 2)).toEqual([
      '::error file=dist/dublin/settings/settings.yaml,line=12,col=3,title=bootstrap/parallel::[settings/dublin] members start in order; start them at once',
      '::warning title=output/plan::[fleet] no plan; add it',
    ]);
    expect(lines[2]).toMatch(/^10 files, /);
    expect(lines).toHaveLength(3);
  });

  it('says below a finding what follows from it, and has no command for that', () => {
    const lines = linesOf([headed()]);
    expect(lines).toHaveLength(2);
    expect(commandOf(lines[0] ?? '').message.split('\n')).toEqual([
      '[settings/dublin] members start in order; start them at once',
      'also: members end in order',
      'because of it: names/dangling-service at settings/dublin (StatefulSet settings); storage/compaction at settings/dublin, a warning (2 times)',
    ]);
  });

  it.each(['a:b,c%d', '100%25', 'a\nb\r\n', 'a, line=7::error::x'])('names the file %j', name => {
    const [line = ''] = linesOf([finding({ file: name })]);
    expect(commandOf(line)).toMatchObject({ name: 'error', properties: { file: `dist/${name}`, line: '12', col: '3' } });
  });

  it('lets no manifest give a command, or act on the log', () => {
    const lines = linesOf([finding({ at: hostile, problem: `x\n::stop-commands::y\n${hostile}`, fix: '50% more: a, b' })]);
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(commandOf(lines[0] ?? '').message).toMatch(/; 50% more: a, b$/);
  });
});

describe('a report as SARIF', () => {
  const logOf = (...given: Parameters<typeof reportOf>) => JSON.parse(sarif(reportOf(...given), page));
  const runOf = (...given: Parameters<typeof reportOf>) => logOf(...given).runs[0];

  // OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0: 3.13, 3.14, 3.18, 3.19, 3.27, 3.28, 3.29, 3.30, 3.35, 3.49.
  it('has what the standard requires', () => {
    const log = logOf([finding(), placeless()], { accepted: [acceptance] });
    expect(log.version).toBe('2.1.0');
    expect(log.$schema).toMatch(/sarif.*2\.1\.0.*\.json$/);
    expect(log.runs).toHaveLength(1);
    const [run] = log.runs;
    const { driver } = run.tool;
    expect(driver.name).toBe('georaft');
    expect(driver.semanticVersion).toMatch(/^\d+\.\d+\.\d+$/);
    expect(new Set(driver.rules.map(({ id }: { id: string }) => id)).size).toBe(driver.rules.length);
    for (const rule of driver.rules) {
      for (const part of ['shortDescription', 'fullDescription', 'help']) expect(rule[part].text).toMatch(/\.$/);
      expect(['error', 'warning']).toContain(rule.defaultConfiguration.level);
    }
    for (const { executionSuccessful } of run.invocations) expect(executionSuccessful).toBe(true);
    for (const result of run.results) {
      expect(driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(['error', 'warning', 'note', 'none']).toContain(result.level);
      expect(result.message.text).not.toBe('');
      expect(Object.values(result.partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
      for (const { physicalLocation, logicalLocations } of result.locations) {
        expect(physicalLocation.artifactLocation.uri).toMatch(/^dist\//);
        expect(physicalLocation.region.startLine).toBeGreaterThanOrEqual(1);
        expect(logicalLocations[0].fullyQualifiedName).not.toBe('');
      }
    }
  });

  it('says of a finding where it stands, in the file and in the program', () => {
    const [result] = runOf([finding()]).results;
    expect(result).toMatchObject({ ruleId: 'bootstrap/parallel', level: 'error', suppressions: [] });
    expect(result.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'dist/dublin/settings/settings.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 12, startColumn: 3 },
        },
        logicalLocations: [{ fullyQualifiedName: 'clusters/dublin/settings/members', name: 'StatefulSet settings', kind: 'resource' }],
      },
    ]);
  });

  it('has what follows from a finding as places of it, and not as results', () => {
    const { results } = runOf([headed(), finding({ line: 99 })]);
    expect(results).toHaveLength(2);
    const [result, other] = results;
    expect(result.message.text).toContain('because of it: names/dangling-service at settings/dublin (StatefulSet settings)');
    expect(result.relatedLocations.map(({ id, message }: { id: number; message: { text: string } }) => [id, message.text])).toEqual([
      [1, 'names/dangling-service: [settings/dublin] selects nothing; select pods'],
      [2, 'storage/compaction: [settings/dublin] never compacted; add it'],
      [3, 'storage/compaction: [settings/dublin] never defragmented; add it'],
      [4, 'bootstrap/parallel: [settings/dublin] members end in order; start them at once'],
    ]);
    expect(result.relatedLocations[0].physicalLocation.region).toEqual({ startLine: 40, startColumn: 3 });
    expect(result.properties.consequences[1]).toEqual({ rule: 'storage/compaction', level: 'warning', at: 'settings/dublin' });
    expect([other.relatedLocations, other.properties.consequences]).toEqual([undefined, undefined]);
  });

  it('knows a finding again when other things follow from it', () => {
    const [one, other] = [headed(), finding()].map(each => runOf([each]).results[0].partialFingerprints);
    expect(one).toEqual(other);
  });

  it('puts what is in no file to the plan, since code scanning wants a file', () => {
    const [result] = runOf([placeless()]).results;
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'dist/fleet.json', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1 },
    });
  });

  it('suppresses what is accepted, with the reason', () => {
    const [result] = runOf([], { accepted: [acceptance] }).results;
    expect(result.suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: 'a test (until 2027-03-31)' }]);
  });

  it('knows a finding again when its line has moved, and tells two apart', () => {
    const prints = (...findings: readonly Finding[]): readonly unknown[] =>
      runOf(findings).results.map(({ partialFingerprints }: { partialFingerprints: unknown }) => JSON.stringify(partialFingerprints));
    expect(prints(finding({ line: 99, problem: 'in other words' }))).toEqual(prints(finding()));
    const all = prints(finding(), finding(), finding({ at: 'settings/london' }), finding({ rule: 'quorum/replicas' }), placeless());
    expect(new Set(all).size).toBe(all.length);
  });

  it.each([
    ['a b.yaml', 'dist/a%20b.yaml'],
    ['ä/100%.yaml', 'dist/%C3%A4/100%25.yaml'],
    ['a\nb?c#d', 'dist/a%0Ab%3Fc%23d'],
    ['a\ud800b', 'dist/a%EF%BF%BDb'],
  ])('makes an address of the file %j', (file, uri) => {
    const [result] = runOf([finding({ file })]).results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  it('notes what it does not cover, where there is no plan', () => {
    const { toolExecutionNotifications: notes } = runOf([], { waiting: [...needsPlan] }).invocations[0];
    expect(notes.map(({ level }: { level: string }) => level)).toEqual(['note', 'note']);
    expect(notes[1].message.text).toContain('were not run');
  });

  it('gives a file outside of the sources an address of its own', () => {
    const [result] = runOf([finding({ file: 'a.yaml' })], { pathOf: file => `/tmp/out put/${file}` }).results;
    expect(result.locations[0].physicalLocation.artifactLocation).toEqual({ uri: 'file:///tmp/out%20put/a.yaml' });
  });

  it('has 25 000 results at most, errors first, and says how many it leaves out', () => {
    const errors = Array.from({ length: 24_999 }, () => finding());
    const warnings = Array.from({ length: 2 }, () => placeless());
    const full = runOf([...warnings.slice(1), ...errors]);
    expect(full.results).toHaveLength(25_000);
    expect(full.invocations[0].toolExecutionNotifications).toEqual([]);
    const { results, invocations } = runOf([...warnings, ...errors]);
    expect(results).toHaveLength(25_000);
    expect(results.filter(({ level }: { level: string }) => level === 'error')).toHaveLength(24_999);
    expect(invocations[0].toolExecutionNotifications).toEqual([
      { level: 'warning', message: { text: '1 more result was found and left out' } },
    ]);
  });
});
