import { Finding } from '../../lib';
import { sample } from '../extent';
import { must } from '../fixtures';
import { entries } from './entries';
import type { Entry } from './entry';
import { factories, goneReaders } from './exported';
import { outcomeOf } from './run';
import { appOf } from './world';

const names = Object.keys(entries);

describe('the matrix', () => {
  it('has every factory that the package exports, and no other', () => {
    expect([...names].sort()).toEqual([...factories].sort());
    expect(goneReaders).toEqual([]);
  });

  it('calls each factory by the name under which it is exported', () => {
    const georaft = require('../../lib') as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    const exported = (name: string): unknown => must(georaft[must(name.split('.')[0])])[must(name.split('.')[1])];
    expect(names.filter(name => must(entries[name]).make !== exported(name))).toEqual([]);
  });
});

/** A fleet that breaks no rule, neither at synthesis nor as files, and has written something that shows no forgotten value. */
function expectClean({ make }: Entry, args: readonly unknown[], program: Entry['program']): void {
  const { findings, files, checked } = outcomeOf(folder => appOf(folder, program(make(...args))));
  expect(findings.map(Finding.line)).toEqual([]);
  expect(checked).toEqual({ code: 0, says: expect.stringContaining('nothing found') });
  expect(files.size).toBeGreaterThan(2);
  expect([...files].filter(([, text]) => /undefined|NaN|\[object /.test(text)).map(([path]) => path)).toEqual([]);
}

describe('a whole fleet with', () => {
  it.each(sample(names, 8))('%s, of which everything is said, is synthesized and checked without a finding', name => {
    const given = must(entries[name]);
    expectClean(given, given.args, given.program);
  });

  it.each(sample(names, 8, 4).filter(name => must(entries[name]).args.length > 0))(
    '%s, of which no more is said than must be, is so too',
    name => {
      const given = must(entries[name]);
      expectClean(given, given.bare, given.bareProgram);
    },
  );
});
