import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../lib/rules/catalogue';
import { areaOf, everyRule, reportedRules } from '../../lib/rules/every-rule';
import { places, root, sources } from '../architecture/sources';
import { reportedCase, reportedCases, synthesized } from './reported';

const folder = join(root, 'lib', 'rules');
const files = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .flatMap(area => readdirSync(join(folder, area.name)).map(file => `${area.name}/${file.replace(/\.ts$/, '')}`));

/** Names of the rules that the files of `lib/rules/<area>` export. */
const exported = files.flatMap(file =>
  Object.values(require(join(folder, file)) as Readonly<Record<string, unknown>>).flatMap(value => {
    const { name, demands } = (value ?? {}) as { readonly name?: unknown; readonly demands?: unknown };
    return typeof name === 'string' && typeof demands === 'string' ? [{ file, name }] : [];
  }),
);

describe('the list of every rule', () => {
  it('has each rule once', () => {
    expect(everyRule.size).toBe(catalogue.length + reportedRules.length);
  });

  it('has the rules of all files, each under the path of its file', () => {
    expect(exported.map(({ name }) => name).sort()).toEqual([...everyRule.keys()]);
    expect(exported.filter(({ file, name }) => file !== name)).toEqual([]);
  });

  it('has rules that check something in the catalogue, and rules that check nothing beside it', () => {
    const checks = (name: string): boolean => everyRule.get(name)?.plan !== undefined || everyRule.get(name)?.manifests !== undefined;
    expect(catalogue.filter(({ name }) => !checks(name))).toEqual([]);
    expect(reportedRules.filter(({ name }) => checks(name))).toEqual([]);
  });

  it('is where names are taken from: no other file of the library writes one', () => {
    const areas = [...new Set([...everyRule.keys()].map(areaOf))].join('|');
    const own = (path: string, name: string): boolean => path === `lib/rules/${name}.ts` || path === 'lib/plan/input/input-rules.ts';
    const written = sources('lib').flatMap(file =>
      places(file, new RegExp(`(?<=['"])(${areas})/[a-z0-9-]+(?=['"])`), file.text)
        .map(place => place.split(' ').at(-1) ?? '')
        .filter(name => !own(file.path, name))
        .map(name => `${file.path} ${name}`),
    );
    expect(written).toEqual([]);
  });

  it('says of every rule what it demands, why, and where that is known from, in sentences', () => {
    const texts = [...everyRule.values()].flatMap(({ name, demands, why, source }) => [demands, why, source].map(text => [name, text]));
    expect(texts.filter(([, text]) => !/^[^\s].*[^\s.]\.$/.test(text ?? ''))).toEqual([]);
  });
});

describe('a rule that is only reported', () => {
  it('has a case, and every case is of one', () => {
    expect(Object.keys(reportedCases).sort()).toEqual(reportedRules.map(({ name }) => name).sort());
  });

  it.each(reportedRules.map(({ name, severity }) => [name, severity] as const))('%s is found', (name, severity) => {
    const { at, findings } = reportedCase(name);
    const found = findings().filter(finding => finding.rule === name);
    expect(found.map(finding => [finding.at, finding.severity])).toContainEqual([at, severity]);
    for (const { problem, fix } of found) expect(`${problem}; ${fix}`).toMatch(/^(?!.*(undefined|NaN|\[object)).+; .+$/);
  });

  it('is not found in a program that is right', () => {
    expect(synthesized(() => undefined)).toEqual([]);
  });
});
