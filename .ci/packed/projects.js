'use strict';
const assert = require('node:assert/strict');
const { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { run } = require('./problems');
const { nameless } = require('./nameless');

const sources = join(__dirname, 'projects');
const typescript = { module: 'nodenext', target: 'es2022', strict: true, declaration: true, outDir: 'out', types: ['node'] };

/** The projects, each with what proves that the package works in it. What one of them writes, all others write as well. */
function projects(folder, { tarball, manifest }, nodes) {
  const peers = Object.keys(manifest.peerDependencies);
  const optional = Object.keys(manifest.peerDependenciesMeta);
  const always = peers.filter(name => !optional.includes(name));
  const newest = names => Object.fromEntries(names.map(name => [name, manifest.devDependencies[name]]));
  /** The lower end of each range: what it promises. */
  const oldest = names => Object.fromEntries(names.map(name => [name, /\d+\.\d+\.\d+/.exec(manifest.peerDependencies[name])[0]]));
  const compiler = { '@types/node': manifest.devDependencies['@types/node'] };
  const written = new Map();

  /** A project with these packages, as `npm install` leaves it. The same packages are installed once. */
  const installed = new Map();
  function project(name, settings, dependencies, { from = name, like } = {}) {
    const place = join(folder, name);
    mkdirSync(place);
    cpSync(join(sources, from), place, { recursive: true });
    writeFileSync(join(place, 'package.json'), JSON.stringify({ name, private: true, ...settings, dependencies }, null, 2));
    const packages = JSON.stringify(dependencies);
    const same = installed.get(packages);
    // With hard links: npm would write the same files once more.
    if (same ?? like) run('cp', ['-al', join(same ?? like, 'node_modules'), join(place, 'node_modules')]);
    if (!same) {
      run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: place });
      installed.set(packages, place);
    }
    return place;
  }

  /** Runs the program and the command on every version of Node, from an empty output, and keeps what was written. */
  function synthesized(place, program, args = []) {
    for (const { version, folder: node } of nodes) {
      const env = { ...process.env, PATH: `${node}:${process.env.PATH}`, NO_COLOR: '1' };
      for (const output of ['dist', 'cdktf.out']) rmSync(join(place, output), { recursive: true, force: true });
      const { err } = run(join(node, 'node'), [program, ...args], { cwd: place, env });
      assert.equal(err, '', `Node ${version} says more than the table`);
      // As a shell runs it: by its first line, which needs the right to be executed.
      const checked = run(join('node_modules', '.bin', 'georaft'), ['check', '--fail-on', 'warning'], { cwd: place, env });
      assert.match(checked.out, /: nothing found\n$/, `Node ${version} finds something`);
      compared(`${program} on Node ${version}`, join(place, 'dist'));
    }
  }

  function compared(by, dist) {
    const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    const content = files.map(entry => join(entry.parentPath ?? entry.path, entry.name)).sort();
    const tree = content.map(path => [path.slice(dist.length), readFileSync(path, 'utf8')]);
    const kind = tree.some(([path]) => path.includes('/kv/')) ? 'kv' : 'settings';
    assert(tree.length > 5, `${by} writes ${tree.length} files`);
    if (!written.has(kind)) written.set(kind, tree);
    assert.deepEqual(tree, written.get(kind), `${by} writes something else than the others do`);
  }

  const tsc = (place, ...args) => run('node', [join('node_modules', 'typescript', 'bin', 'tsc'), ...args], { cwd: place });
  const compiled = (place, compilerOptions, files) => {
    writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }, null, 2));
    tsc(place);
  };
  const withStacks = { georaft: `file:${tarball}`, ...newest(peers), ...compiler, typescript: '5' };

  return [
    {
      name: 'JavaScript, CommonJS; without cdktf, and told so where stacks are asked for',
      prove() {
        const place = project('commonjs', { type: 'commonjs' }, { georaft: `file:${tarball}`, ...newest(always) });
        for (const name of optional) assert(!existsSync(join(place, 'node_modules', name)), `${name} came along`);
        synthesized(place, 'main.js');
        assert.match(run('npx', ['--no', 'georaft', '--version'], { cwd: place }).out, /^\d+\.\d+\.\d+\n$/);
        const { err } = run('node', ['main.js', '--stacks'], { cwd: place, code: 1 });
        assert.match(err, /^error: \[fleet\] terraform\/packages: .*'npm install cdktf @cdktf\/provider-kubernetes'/);
      },
    },
    {
      name: 'JavaScript, ECMAScript modules, with stacks',
      prove() {
        const place = project('esm', { type: 'module' }, withStacks);
        synthesized(place, 'main.mjs', ['--stacks']);
        assert(existsSync(join(place, 'cdktf.out', 'stacks', 'london', 'cdk.tf.json')));
      },
    },
    {
      name: 'TypeScript 5, nodenext, every declaration checked, and none written down without a name',
      prove() {
        const place = project('typescript5', { type: 'module' }, withStacks, { from: 'typescript' });
        compiled(place, { ...typescript, skipLibCheck: false, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true }, ['main.ts', 'exported.ts']);
        synthesized(place, join('out', 'main.js'));
        const without = nameless(place);
        assert.deepEqual(without, [], 'types that users meet and cannot name');
      },
    },
    {
      name: 'TypeScript 5, moduleResolution node10',
      prove() {
        const place = project('node10', { type: 'commonjs' }, withStacks, { from: 'typescript' });
        compiled(place, { ...typescript, module: 'commonjs', moduleResolution: 'node10', skipLibCheck: true, resolveJsonModule: true }, ['main.ts', 'exported.ts', 'schema.ts']);
        synthesized(place, join('out', 'main.js'));
        run('node', [join('out', 'schema.js')], { cwd: place });
      },
    },
    {
      name: 'the newest TypeScript, without settings of its own',
      prove() {
        const place = project('typescript', { type: 'commonjs' }, { ...withStacks, typescript: manifest.devDependencies.typescript }, { like: installed.get(JSON.stringify(withStacks)) });
        tsc(place, '--module', 'nodenext', '--types', 'node', '--outDir', 'out', 'main.ts', 'exported.ts');
        synthesized(place, join('out', 'main.js'));
      },
    },
    {
      name: 'the oldest version of each package that is promised',
      prove() {
        const place = project('oldest', { type: 'commonjs' }, { georaft: `file:${tarball}`, ...oldest(peers) }, { from: 'commonjs' });
        for (const [name, version] of Object.entries(oldest(peers))) {
          assert.equal(JSON.parse(readFileSync(join(place, 'node_modules', name, 'package.json'), 'utf8')).version, version);
        }
        synthesized(place, 'main.js', ['--stacks']);
      },
    },
    {
      name: 'other versions of each package beside those that the package uses',
      prove() {
        const outer = project('outer', {}, { georaft: `file:${tarball}`, ...newest(always) }, { from: 'commonjs' });
        const place = join(outer, 'inner');
        mkdirSync(place);
        cpSync(join(sources, 'two-copies'), place, { recursive: true });
        const other = { cdk8s: '2.69.0', 'cdk8s-plus-28': '2.3.4', constructs: '10.3.1' };
        writeFileSync(join(place, 'package.json'), JSON.stringify({ private: true, dependencies: other }));
        run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: place });
        mkdirSync(join(place, 'node_modules', '.bin'), { recursive: true });
        cpSync(join(outer, 'node_modules', '.bin', 'georaft'), join(place, 'node_modules', '.bin', 'georaft'), { verbatimSymlinks: false });
        synthesized(place, 'main.js');
      },
    },
  ];
}

module.exports = { projects };
