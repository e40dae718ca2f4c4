'use strict';
const assert = require('node:assert/strict');
const { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } = require('node:fs');
const { join } = require('node:path');
const { run } = require('./problems');

const root = join(__dirname, '..', '..');

/** Packs a copy of the sources, so that nothing which was built before gets in, and looks at every file of the tarball. */
function pack(folder) {
  const source = join(folder, 'source');
  mkdirSync(source);
  for (const name of ['lib', 'package.json', 'tsconfig.json', '.npmrc', 'README.md', 'CHANGELOG.md', 'LICENSE']) {
    cpSync(join(root, name), join(source, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'), 'dir');
  // What a build of another day and a run of the tests leave behind.
  for (const left of ['build/lib/old.js', 'build/tests/some.test.js', 'build/apps/tsconfig.tsbuildinfo', 'tests/golden/a.yaml', 'dist/a.yaml']) {
    mkdirSync(join(source, left, '..'), { recursive: true });
    cpSync(join(root, 'LICENSE'), join(source, left));
  }
  const [first, second] = [1, 2].map(() => {
    // The repository installs without scripts; its own, which builds, is wanted here.
    const { out } = run('npm', ['pack', '--ignore-scripts=false', '--foreground-scripts=false', '--json', '--pack-destination', folder], { cwd: source });
    const [tarball] = JSON.parse(out);
    return tarball;
  });
  assert.equal(first.integrity, second.integrity, 'two tarballs of the same sources differ');
  const files = first.files.map(({ path }) => path).sort();
  assert.deepEqual(files, [...expected(source)].sort());
  for (const path of files) {
    const text = readFileSync(join(source, path), 'utf8');
    assert(!text.includes(root) && !text.includes(folder), `${path} holds a path of this machine`);
  }
  assert(first.unpackedSize < 4 << 20, `${first.unpackedSize} bytes are more than 4 MiB`);
  console.log(`      ${files.length} files, ${(first.size / 1024).toFixed(0)} KiB packed, ${(first.unpackedSize / 1024).toFixed(0)} KiB unpacked`);
  return { tarball: join(folder, first.filename), manifest: JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) };
}

/** Each module of the library as JavaScript and its types, the data that modules read, and what is said of the package. */
function* expected(source) {
  yield* ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'lib/rules/RULES.md', 'lib/synth/fleet.schema.json'];
  yield* ['lib/change/CHANGES.md', 'lib/cli/plan-formats/plan.schema.json'];
  // What runs in the clusters: it is read as text.
  yield* ['lib/programs/etcd-membership.cjs', 'lib/programs/etcd-standing.cjs', 'lib/programs/lost-disk-guard.cjs'];
  for (const entry of readdirSync(join(source, 'lib'), { recursive: true })) {
    const path = join('lib', entry);
    if (!statSync(join(source, path)).isFile()) continue;
    if (path.endsWith('.ts')) yield* [`build/${path.replace(/\.ts$/, '.js')}`, `build/${path.replace(/\.ts$/, '.d.ts')}`];
    else if (path.startsWith('lib/manifests/') && path.endsWith('.json')) yield `build/${path}`;
  }
}

module.exports = { pack };
