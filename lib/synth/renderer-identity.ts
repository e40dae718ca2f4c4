import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Other packages whose version affects what is rendered. */
const packages = ['cdk8s', 'constructs', 'yaml'] as const;

/**
 * Identifies the renderer by the content of this package's files and the versions of the packages that it renders with. Undefined where
 * that is not known, as in a program that is bundled into one file.
 *
 * The version of this package is not enough: a patched copy renders something else under the same version.
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

/** Code and the data that it reads, by path. Type declarations do not affect what is rendered. */
function sourcesBelow(folder: string, below = ''): readonly string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return sourcesBelow(folder, path);
      return /\.(js|ts|json)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
    });
}
