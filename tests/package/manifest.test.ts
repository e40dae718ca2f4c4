import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, sources } from '../architecture/sources';

jest.setTimeout(120_000);

type Texts = Readonly<Record<string, string>>;

interface PackageFile {
  readonly license: string;
  readonly main: string;
  readonly types: string;
  readonly bin: Texts;
  readonly sideEffects: readonly string[];
  readonly engines: Texts;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly typesVersions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly publishConfig: Readonly<Record<string, unknown>>;
  readonly scripts: Texts;
  readonly dependencies: Texts;
  readonly devDependencies: Texts;
  readonly peerDependencies: Texts;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
}

const text = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as PackageFile;
const made: string[] = [];
afterAll(() => made.splice(0).map(folder => rmSync(folder, { recursive: true, force: true })));

/** What npm would put into a tarball of a folder with these files. Nothing is built, nothing is fetched. */
function packed(files: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'georaft-manifest-'));
  made.push(folder);
  writeFileSync(join(folder, 'package.json'), text);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'];
  const { stdout, stderr, status } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [tarball] = JSON.parse(stdout) as [{ readonly files: readonly { readonly path: string }[] }];
  return tarball.files.map(({ path }) => path).sort();
}

/** The source of a built file of the package; of any other the file itself. */
const sourceOf = (path: string): string => path.replace(/^(\.\/)?build\/(.*?)(\.d)?\.(js|ts)$/, '$2.ts').replace(/^\.\//, '');

/** `20.9.0` as numbers, for an order. */
const numbers = (version: string): readonly number[] => version.split('.').map(Number);
const atLeast = (version: string, least: string): boolean => {
  const [a, b] = [numbers(version), numbers(least)];
  const at = b.findIndex((number, position) => a[position] !== number);
  return at < 0 || (a[at] ?? 0) > (b[at] ?? 0);
};

/** Whether a version is in a range of carets, as npm reads it: up to the next major version, or the next minor one of 0. */
const within = (version: string, range: string): boolean =>
  range.split(' || ').some(part => {
    const least = /^\^(\d+\.\d+\.\d+)$/.exec(part)?.[1];
    if (least === undefined) throw new Error(`${part} is no caret with a full version`);
    const fixed = least.startsWith('0.') ? 2 : 1;
    return numbers(version).slice(0, fixed).join('.') === numbers(least).slice(0, fixed).join('.') && atLeast(version, least);
  });

describe('the tarball', () => {
  const kept = [
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'lib/programs/etcd-membership.cjs',
    'lib/programs/etcd-standing.cjs',
    'lib/programs/lost-disk-guard.cjs',
    'lib/rules/RULES.md',
    'lib/synth/fleet.schema.json',
    'build/lib/cli/main.js',
    'build/lib/index.d.ts',
    'build/lib/index.js',
    'build/lib/manifests/api/fields.json',
  ];
  const left = [
    'tests/rules/page.test.ts',
    'tests/golden/example/dist/fleet.json',
    'build/tests/rules/page.test.js',
    'build/apps/main.js',
    'build/apps/tsconfig.tsbuildinfo',
    'build/clusters/index.js',
    'build/tsconfig.tsbuildinfo',
    'lib/index.ts',
    'lib/tsconfig.json',
    'lib/decisions/0001-objects-are-data.md',
    'apps/main.ts',
    'dist/fleet.json',
    'cdktf.out/manifest.json',
    'CONTRIBUTING.md',
    '.ci/run',
    'package-lock.json',
    'tsconfig.json',
  ];

  it('holds what was built of the library, and what is said of it: no tests, no goldens, no notes of the compiler', () => {
    expect(packed([...kept, ...left])).toEqual([...kept, 'package.json'].sort());
  });
});

describe('what package.json refers to', () => {
  const targets = Object.values(manifest.exports).flatMap(target =>
    typeof target === 'string' ? [target] : [target.types, target.default],
  );
  const all = [...targets, manifest.main, manifest.types, ...Object.values(manifest.bin), ...manifest.sideEffects];

  it.each([...new Set(all)])('%s is made from a file that exists', target => {
    expect(existsSync(join(root, sourceOf(target)))).toBe(true);
  });

  it('is found by resolvers that do not read exports', () => {
    const main = manifest.exports['.'] as { readonly types: string; readonly default: string };
    expect([`./${manifest.main}`, `./${manifest.types}`]).toEqual([main.default, main.types]);
    const paths = Object.entries(manifest.exports).flatMap(([path, target]) =>
      path === '.' || path === './package.json' ? [] : [[path.slice(2), [typeof target === 'string' ? target : target.types]] as const],
    );
    expect(manifest.typesVersions).toEqual({ '*': Object.fromEntries(paths) });
  });

  it('starts as a command', () => {
    for (const target of Object.values(manifest.bin)) {
      expect(readFileSync(join(root, sourceOf(target)), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    }
  });

  it('is a licence that comes along', () => {
    expect(manifest.license).toBe('Apache-2.0');
    expect(readFileSync(join(root, 'LICENSE'), 'utf8')).toContain('Apache License');
  });
});

describe('the packages that come along', () => {
  it('are one, and exactly one version of it: what is printed must not depend on the day of installation', () => {
    expect(manifest.dependencies).toEqual({ yaml: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });
});

describe('the packages of the project', () => {
  const peers = Object.keys(manifest.peerDependencies);

  it('are all that the library imports beside those that come along', () => {
    const outside = sources('lib').flatMap(({ imports }) =>
      imports.filter(({ file, from }) => file === undefined && !from.startsWith('node:')),
    );
    const names = outside.map(({ from }) =>
      from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/'),
    );
    expect([...new Set(names)].sort()).toEqual([...peers, ...Object.keys(manifest.dependencies)].sort());
  });

  it.each(peers)('%s is tested here in a version that is promised', name => {
    expect(within(manifest.devDependencies[name] ?? 'no version', manifest.peerDependencies[name] ?? '')).toBe(true);
  });

  it('are not installed by others where only stacks need them', () => {
    expect(manifest.peerDependenciesMeta).toEqual({ cdktf: { optional: true }, '@cdktf/provider-kubernetes': { optional: true } });
  });
});

describe('a publication', () => {
  it('is built first, though the repository installs without scripts', () => {
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toContain('ignore-scripts=true');
    expect(manifest.publishConfig).toEqual({ 'ignore-scripts': false });
    expect(manifest.scripts['prepack']).toMatch(/rmSync\('build'.* && tsc --project lib\/tsconfig\.json$/);
  });
});
