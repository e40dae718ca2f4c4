import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Packages whose version decides what a plan is rendered to, beside this one. */
const packages = ['cdk8s', 'constructs', 'yaml'] as const;

/**
 * What renders: the content of this package's own files, and the versions of those that it renders with. Undefined where it cannot
 * be known, as in a program that was bundled into one file.
 *
 * Not this package's version alone: a copy that somebody patched, or works on, renders otherwise under the same number.
 */
export function rendererIdentity(): string | undefined {
  const folder = dirname(__dirname);
  if (basename(__dirname) !== 'synth' || !/^renderer-identity\.[jt]s$/.test(basename(__filename))) return undefined;
  const hash = createHash('sha256');
  try {
    for (const name of packages) hash.update(`${name} ${versionOf(name)}\n`);
    for (const path of sourcesBelow(folder)) hash.update(`${path}\n`).update(readFileSync(join(folder, path)));
  } catch {
    return undefined;
  }
  return hash.digest('base64url');
}

function versionOf(name: (typeof packages)[number]): string {
  const { version } = require(`${name}/package.json`) as { readonly version?: unknown };
  if (typeof version !== 'string') throw new Error(`${name} has no version`);
  return version;
}

/** Code and the data that it reads, by path; what describes it for a compiler changes nothing. */
function sourcesBelow(folder: string, below = ''): readonly string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return sourcesBelow(folder, path);
      return /\.(js|ts|json)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
    });
}
