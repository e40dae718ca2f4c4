import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { places, root, sources } from './sources';

const files = sources('lib', 'apps', 'clusters');
const library = files.filter(({ path }) => path.startsWith('lib/'));
const names = (wrong: (name: string) => boolean): readonly string[] =>
  files.map(({ path }) => path).filter(path => path.split('/').some(part => wrong(basename(part, '.ts'))));

describe('a file', () => {
  it('holds one idea: 250 lines at most', () => {
    const long = files.map(({ path, text }) => [path, text.trimEnd().split('\n').length] as const).filter(([, lines]) => lines > 250);
    expect(long).toEqual([]);
  });

  it('is named in kebab case', () => {
    expect(names(name => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it('is named after what is in it', () => {
    expect(names(name => /(^|-)(util|utils|common|helper|helpers|type|types|manager|misc|shared|base)$/.test(name))).toEqual([]);
  });

  it('of the library is re-exported by the two entry points only', () => {
    const barrels = library.filter(({ imports }) => imports.some(found => found.exports)).map(({ path }) => path);
    expect(barrels).toEqual(['lib/index.ts', 'lib/terraform/index.ts']);
  });

  it('is exported by its names, one by one', () => {
    expect(files.flatMap(file => places(file, /\bexport\s*\*/))).toEqual([]);
  });

  it('exports nothing without a name', () => {
    expect(files.flatMap(file => places(file, /\bexport\s+default\b/))).toEqual([]);
  });
});

describe('the entry points', () => {
  it('have each name once', () => {
    for (const path of ['lib/index.ts', 'lib/terraform/index.ts']) {
      const lists = library.filter(file => file.path === path).flatMap(({ code }) => [...code.matchAll(/\{([^}]*)\}/g)]);
      const exported = lists.flatMap(([, list = '']) => list.split(',').flatMap(item => /(\w+)\s*$/.exec(item)?.[1] ?? []));
      expect(exported.filter((name, at) => exported.indexOf(name) !== at)).toEqual([]);
      expect(exported.length).toBeGreaterThan(0);
    }
  });

  it('take each name from the file that declares it', () => {
    for (const { file } of library.filter(({ path }) => path.endsWith('/index.ts')).flatMap(({ imports }) => imports)) {
      expect([file, file !== undefined && existsSync(join(root, file))]).toEqual([file, true]);
    }
  });
});
