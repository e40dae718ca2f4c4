import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Import, root, type Source, source, sources } from './sources';

/** What the files of one folder of lib may import. A package maps to the names that may come from it; '*' is all of them. */
interface May {
  /** Other folders of lib. */
  readonly folders: readonly string[];
  readonly packages: Readonly<Record<string, readonly string[] | '*'>>;
}

/** How `Size` rounds is a part of it. */
const units = { cdk8s: ['Duration', 'Size', 'SizeRoundingBehavior'] } as const;
const strategy: May = { folders: ['domain'], packages: { cdk8s: ['Duration'] } };

/** Section 5 of the design. `synth` may use every folder; what each folder may not use is what the others are for. */
const directions: Readonly<Record<string, May>> = {
  domain: { folders: [], packages: units },
  // A checksum depends on nothing but its text.
  plan: { folders: ['domain'], packages: { ...units, 'node:net': '*', 'node:crypto': ['createHash'] } },
  manifests: { folders: ['domain', 'plan'], packages: { yaml: '*' } },
  rules: { folders: ['domain', 'plan', 'manifests'], packages: { ...units, 'node:net': '*' } },
  check: {
    folders: ['domain', 'plan', 'manifests', 'rules'],
    packages: { 'node:buffer': '*', 'node:fs': '*', 'node:path': '*' },
  },
  engines: strategy,
  dns: { ...strategy, packages: { ...strategy.packages, 'node:net': '*' } },
  networks: strategy,
  gateways: strategy,
  kubernetes: { folders: ['domain', 'plan'], packages: { cdk8s: '*', 'cdk8s-plus-28': '*', constructs: '*' } },
  delivery: { folders: ['domain', 'plan'], packages: {} },
  terraform: { folders: ['domain', 'plan'], packages: { cdktf: '*', '@cdktf/provider-kubernetes': '*', constructs: '*' } },
  synth: {
    folders: ['domain', 'plan', 'manifests', 'rules', 'check', 'kubernetes', 'delivery', 'terraform'],
    packages: {
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
  },
  cli: {
    folders: [
      'domain',
      'plan',
      'manifests',
      'rules',
      'check',
      'engines',
      'dns',
      'networks',
      'kubernetes',
      'delivery',
      'terraform',
      'synth',
    ],
    packages: { 'node:crypto': '*', 'node:fs': '*', 'node:path': '*', 'node:util': '*' },
  },
};

const folderOf = (path: string): string => path.split('/')[1] ?? '';
const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');

/** Imports of a file of lib that its folder may not have. */
function forbidden({ path, imports }: Source): readonly string[] {
  const folder = folderOf(path);
  const may = directions[folder];
  if (!may) return [`${path}: nothing says what lib/${folder} may import`];
  return imports
    .filter(({ from, file, names }) => {
      if (file) return !file.startsWith('lib/') || ![folder, ...may.folders].includes(folderOf(file));
      const allowed = may.packages[packageOf(from)];
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
    expect(Object.keys(directions).sort()).toEqual([...new Set(inFolders.map(({ path }) => folderOf(path)))].sort());
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

  it('give the constructs of a system no more of a plan than its digest covers', () => {
    const constructs = library.filter(({ path }) => path.startsWith('lib/kubernetes/') && path !== 'lib/kubernetes/unit-plan.ts');
    const wider = ({ from, names }: Import): boolean =>
      from.endsWith('plan/system-plan') && names.some(name => name === 'SystemPlan' || name === 'SeatPlan' || name === 'FleetPlan');
    expect(every(constructs, wider)).toEqual([]);
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
      "import { type A, type B } from '../plan/seats';",
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
    expect(seen).toEqual(['cdk8s type', '../plan/seats type', 'cdk8s value', 'cdktf value', 'cdktf type', 'yaml value']);
  });

  it('find what is forbidden', () => {
    expect(forbidden(planted).map(line => line.replace(/^.* -> /, ''))).toEqual([
      'cdk8s (Chart)',
      '../plan/seats (A, B)',
      'cdktf',
      'cdktf',
      'yaml',
    ]);
  });

  it('find a cycle', () => {
    const files = [source('lib/plan/a.ts', "import { b } from './b';"), source('lib/plan/b.ts', "import { a } from './a';")];
    expect(cycle(files, () => true)).toEqual(['lib/plan/a.ts', 'lib/plan/b.ts', 'lib/plan/a.ts']);
  });
});
