import { Finding } from '../../lib';
import { sample } from '../extent';
import { must } from '../fixtures';
import { entries } from './entries';
import type { Entry } from './entry';
import { type Outcome, outcomeOf } from './run';
import { appOf } from './world';
import { isOfKind, missing, placesOf, wrongValues } from './wrong-values';

const given = Object.entries(entries).filter(([, { args }]) => args.length > 0);
const factories = given.map(([name]) => name);

const synthesized = ({ make, program }: Entry, args: readonly unknown[]): Outcome =>
  outcomeOf(folder => appOf(folder, program(make(...args)), 'fleet and system'), 'unchecked');

/** What no reader of a finding should see, and no file may hold. */
const leak = /undefined|TypeError|Cannot read|is not a function|is not iterable|\[object /;

/** Whether a finding is about a place, or about something in it. */
const isAt = (finding: Finding, at: string): boolean =>
  finding.at === at || finding.at.startsWith(`${at}.`) || finding.at.startsWith(`${at}[`);

/** Whether a finding about an object says that one of its fields is to be given: of several forms, nobody knows which was meant. */
const asksFor = ({ at: object, fix }: Finding, at: string): boolean =>
  at.startsWith(`${object}.`) && fix.split(/[ ,]+/).includes(at.slice(object.length + 1));

/** What is wrong with what became of a program in which something was given that cannot be right. */
function faultsOfRefusal({ findings, files }: Outcome, at: string): readonly string[] {
  const lines = findings.map(Finding.line);
  const named = findings.some(finding => finding.severity === 'error' && (isAt(finding, at) || asksFor(finding, at)));
  return [
    ...(named ? [] : [`nothing is said of ${at}: ${lines.join(' | ') || 'no finding'}`]),
    ...lines.filter(line => leak.test(line)),
    ...findings.filter(({ rule }) => !rule.startsWith('input/')).map(Finding.line),
    ...(files.size > 0 ? [`${files.size} files were written`] : []),
  ];
}

/** What is wrong with what became of a program that may be right. */
const faultsOfChoice = ({ findings, files }: Outcome): readonly string[] => [
  ...findings.map(Finding.line).filter(line => leak.test(line)),
  ...[...files].filter(([, text]) => leak.test(text) || /\bNaN\b/.test(text)).map(([path]) => `${path} shows a forgotten value`),
];

/** All that is wrong in so many programs, each with what was given. Nothing is thrown in any of them. */
function faults(programs: readonly (readonly [what: string, run: () => readonly string[]])[]): readonly string[] {
  return programs.flatMap(([what, run]) => {
    try {
      return run().map(fault => `${what}: ${fault}`);
    } catch (error) {
      return [`${what}: thrown: ${error instanceof Error ? error.stack : String(error)}`];
    }
  });
}

describe('a program without types that gives', () => {
  it.each(given)('%s something wrong is told of it at its place, and writes nothing', (name, entry) => {
    const programs = placesOf(entry).flatMap(place =>
      wrongValues.map(([what, value]) => {
        const run = (): readonly string[] => {
          const outcome = synthesized(entry, place.put(value));
          return isOfKind(place, value) ? faultsOfChoice(outcome) : faultsOfRefusal(outcome, `${entry.at}${place.path}`);
        };
        return [`${place.path || 'props'} is ${what}`, run] as const;
      }),
    );
    expect(programs.length).toBeGreaterThan(5);
    // Ten values repeat at each place: by 31, every value is met. Factories that take little begin at different ones.
    expect(faults(sample(programs, 31, factories.indexOf(name) % 5))).toEqual([]);
  });

  it.each(sample(given, 9))('%s nothing at all is told what is missing', (_, entry) => {
    const bare = placesOf(entry).every(({ path, optional }) => path !== '' || optional);
    const run = (): readonly string[] => {
      const outcome = synthesized(entry, []);
      return bare && entry.optional.includes('') ? faultsOfChoice(outcome) : faultsOfRefusal(outcome, entry.at);
    };
    expect(faults([['no argument', run]])).toEqual([]);
  });

  it.each(sample(given, 9, 2))('%s several wrong props is told of all of them at once', (_, entry) => {
    const fields = placesOf(entry).filter(({ path, open }) => /^\.[^.[]+$/.test(path) && !open);
    const args = fields.reduce<readonly unknown[]>((before, { path }) => {
      const same = must(
        placesOf({ ...entry, args: before }).find(place => place.path === path),
        path,
      );
      return same.put(null);
    }, entry.args);
    const { findings } = synthesized(entry, args);
    expect(fields.filter(({ path }) => !findings.some(({ at }) => at === `${entry.at}${path}`)).map(({ path }) => path)).toEqual([]);
  });

  it('is right as long as it gives what it should', () => {
    const [, entry] = must(given[0]);
    expect(faultsOfChoice(synthesized(entry, entry.args))).toEqual([]);
    expect(faultsOfRefusal(synthesized(entry, entry.args), entry.at)).not.toEqual([]);
    expect(missing).toBeDefined();
  });
});
