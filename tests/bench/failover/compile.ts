import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { checkout } from '../../live/lab';

/** Compiles the client into a folder, whether or not this program is compiled, and returns the file to run. */
export function compileClient(folder: string): string {
  const sources = join(checkout, 'tests', 'bench', 'failover', 'client');
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(sources)) {
    const { code } = transformFileSync(join(sources, file), {
      module: { type: 'commonjs' },
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    });
    writeFileSync(join(folder, file.replace(/\.ts$/, '.js')), code);
  }
  return join(folder, 'main.js');
}
