import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { folderTable } from './library-page';
import { type Import, root, type Source, source, sources } from './sources';

/** How `Size` rounds is a part of it. */
const units = { cdk8s: ['Duration', 'Size', 'SizeRoundingBehavior'] } as const;

/** The packages that the files of one folder of lib may import, and the names that may come from each; '*' is all of them. */
const packages: Readonly<Record<string, Readonly<Record<string, readonly string[] | '*'>>>> = {
  domain: { ...units, 'node:net': ['isIPv4', 'isIPv6'] },
  programs: { 'node:fs': '*', 'node:path': '*' },
  // A checksum depends on nothing but its text, and so does what a certificate says.
  plan: { ...units, 'node:net': '*', 'node:crypto': ['createHash', 'X509Certificate'] },
  manifests: { yaml: '*' },
  change: { 'node:util': ['isDeepStrictEqual'] },
  rules: { ...units, 'node:net': '*', 'node:util': ['isDeepStrictEqual'] },
  check: { 'node:buffer': '*', 'node:fs': '*', 'node:path': '*' },
  engines: { cdk8s: ['Duration'] },
  dns: { cdk8s: ['Duration'], 'node:net': '*' },
  networks: { cdk8s: ['Duration'] },
  gateways: { cdk8s: ['Duration'] },
  kubernetes: { cdk8s: '*', 'cdk8s-plus-28': '*', constructs: '*' },
  delivery: {},
  terraform: { cdktf: '*', '@cdktf/provider-kubernetes': '*', constructs: '*' },
  synth: {
    cdk8s: '*',
    constructs: '*',
    yaml: '*',
    'node:child_process': '*',
    'node:crypto': ['createHash'],
    'node:fs': '*',
    'node:module': ['createRequire'],
    'node:os': '*',
    'node:path': '*',
  },
  cli: { 'node:child_process': '*', 'node:crypto': '*', 'node:fs': '*', 'node:path': '*', 'node:util': '*' },
};

/** Where imports may lead, as `lib/README.md` says it: folders to folders, and rooms of one folder to rooms. */
const directions = folderTable();

const folderOf = (path: string): string => path.split('/')[1] ?? '';
const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');

/** The room of a file, for example `plan/names`; undefined where its folder has none. */
function roomOf(path: string): string | undefined {
  const [, folder, room, file] = path.split('/');
  return file !== undefined && directions.has(`${folder}/${room}`) ? `${folder}/${room}` : undefined;
}

/** Imports of a file of lib that its folder, or its room, may not have. */
function forbidden({ path, imports }: Source): readonly string[] {
  const folder = folderOf(path);
  const room = roomOf(path);
  const folders = directions.get(folder);
  const rooms = room === undefined ? undefined : directions.get(room);
  if (!folders) return [`${path}: nothing says what lib/${folder} may import`];
  return imports
    .filter(({ from, file, names }) => {
      if (file?.startsWith(`lib/${folder}/`)) {
        const target = roomOf(file);
        return rooms !== undefined && target !== undefined && target !== room && !rooms.includes(target.slice(folder.length + 1));
      }
      if (file)
        return !file.startsWith('lib/') || ![folderOf(file), roomOf(file)].some(place => place !== undefined && folders.includes(place));
      const allowed = packages[folder]?.[packageOf(from)];
      return allowed === undefined || (allowed !== '*' && (names.length === 0 || names.some(name => !allowed.includes(name))));
    })
    .map(({ from, names }) => `${path} -> ${from}${names.length > 0 ? ` (${names.join(', ')})` : ''}`);
}

const library = sources('lib');
const inFolders = library.filter(({ path }) => path.split('/').length > 2);
const every = (files: readonly Source[], wrong: (found: Import, path: string) => boolean): readonly string[] =>
  files.flatMap(({ path, imports }) => imports.filter(found => wrong(found, path)).map(({ from }) => `${path} -> ${from}`));

describe('imports of lib', () => {
  it('go in the direction of the design', () => {
    expect(inFolders.flatMap(forbidden)).toEqual([]);
  });

  it('have a rule for each folder, and a folder for each rule', () => {
    const folders = [...new Set(inFolders.map(({ path }) => folderOf(path)))].sort();
    expect([...directions.keys()].filter(name => !name.includes('/')).sort()).toEqual(folders);
    expect(Object.keys(packages).sort()).toEqual(folders);
  });

  it('have a rule for each room, and a room for each file of a folder that has rooms', () => {
    const rooms = [...directions.keys()].filter(name => name.includes('/'));
    const divided = new Set(rooms.map(room => room.split('/')[0]));
    const found = inFolders.filter(({ path }) => divided.has(folderOf(path))).map(({ path }) => roomOf(path) ?? path);
    expect([...new Set(found)].sort()).toEqual([...rooms].sort());
  });

  it('have directions that go round in no circle', () => {
    const done = new Set<string>();
    const visit = (name: string, trail: readonly string[]): void => {
      expect(trail).not.toContain(name);
      if (done.has(name)) return;
      const prefix = name.includes('/') ? `${name.split('/')[0]}/` : '';
      for (const next of directions.get(name) ?? []) visit(next.includes('/') ? next : `${prefix}${next}`, [...trail, name]);
      done.add(name);
    };
    for (const name of directions.keys()) visit(name, []);
    expect(done.size).toBe(directions.size);
  });

  it('lead to files that exist', () => {
    const known = new Set(library.map(({ path }) => path));
    expect(
      every(library, ({ file }) => file !== undefined && !known.has(file) && !(file.endsWith('.json') && existsSync(join(root, file)))),
    ).toEqual([]);
  });

  it('take only types from cdk8s-plus-28, which takes a second to load', () => {
    expect(every(library, ({ from, typeOnly }) => from === 'cdk8s-plus-28' && !typeOnly)).toEqual([]);
  });

  it('take provider classes by their sub-path: the whole provider takes seconds to load', () => {
    expect(
      every(library, ({ from }) => from.startsWith('@cdktf/provider-') && !/^@cdktf\/provider-\w+\/lib\/[a-z0-9-]+$/.test(from)),
    ).toEqual([]);
  });

  it('keep the public names of the library free of cdktf', () => {
    const [index] = library.filter(({ path }) => path === 'lib/index.ts');
    expect(index?.imports.filter(({ file }) => file?.startsWith('lib/terraform/'))).toEqual([]);
  });
});

describe('imports of apps and clusters', () => {
  it('use what the library makes public, and nothing behind it', () => {
    const entries = ['lib/index.ts', 'lib/terraform/index.ts'];
    expect(every(sources('apps', 'clusters'), ({ file }) => file?.startsWith('lib/') === true && !entries.includes(file))).toEqual([]);
  });

  it('keep facts apart from programs', () => {
    expect(every(sources('clusters'), ({ file }) => file?.startsWith('apps/') === true)).toEqual([]);
  });
});

/** One cycle of files, from a file back to itself; undefined where there is none. */
function cycle(files: readonly Source[], counts: (found: Import) => boolean): readonly string[] | undefined {
  const next = new Map(files.map(({ path, imports }) => [path, imports.filter(counts).flatMap(({ file }) => file ?? [])]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const target of next.get(path) ?? []) {
      const found = visit(target, [...trail, path]);
      if (found) return found;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of files) {
    const found = visit(path, []);
    if (found) return found;
  }
  return undefined;
}

describe('cycles between files', () => {
  const all = sources('lib', 'apps', 'clusters');

  it('do not exist when the program runs', () => {
    expect(cycle(all, ({ typeOnly }) => !typeOnly)).toBeUndefined();
  });

  it('do not exist between types either', () => {
    expect(cycle(all, () => true)).toBeUndefined();
  });
});

describe('these tests', () => {
  const planted = source(
    'lib/domain/planted.ts',
    [
      "import type { Chart } from 'cdk8s';",
      "import { type A, type B } from '../plan/members/seat-assignment';",
      'import {',
      '  Size, // a comment',
      '  type Duration,',
      "} from 'cdk8s';",
      "// import { no } from 'commented';",
      "const { x } = require('cdktf') as typeof import('cdktf');",
      "const text = `${require('yaml')} import { y } from 'text'`;",
    ].join('\n'),
  );

  it('see every form of import', () => {
    const seen = planted.imports.map(({ from, typeOnly }) => `${from} ${typeOnly ? 'type' : 'value'}`);
    expect(seen).toEqual(['cdk8s type', '../plan/members/seat-assignment type', 'cdk8s value', 'cdktf value', 'cdktf type', 'yaml value']);
  });

  it('find what is forbidden', () => {
    expect(forbidden(planted).map(line => line.replace(/^.* -> /, ''))).toEqual([
      'cdk8s (Chart)',
      '../plan/members/seat-assignment (A, B)',
      'cdktf',
      'cdktf',
      'yaml',
    ]);
  });

  it('find an import against the direction of rooms', () => {
    const code = "import { planRecords } from '../names/records';\nimport type { SeatPlan } from '../model/system-plan';";
    expect(forbidden(source('lib/plan/access/planted.ts', code))).toEqual(['lib/plan/access/planted.ts -> ../names/records (planRecords)']);
  });

  it('find a cycle', () => {
    const files = [source('lib/plan/a.ts', "import { b } from './b';"), source('lib/plan/b.ts', "import { a } from './a';")];
    expect(cycle(files, () => true)).toEqual(['lib/plan/a.ts', 'lib/plan/b.ts', 'lib/plan/a.ts']);
  });
});
