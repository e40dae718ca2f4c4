import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestsFile } from './digests-file';
import { rendererIdentity } from './renderer-identity';
import { UnitDigests } from './unit-digests';

/** The digests of the last output in a folder; undefined where the renderer cannot be identified. */
export function openDigests(folder: string): UnitDigests | undefined {
  const renderer = rendererIdentity();
  return renderer === undefined ? undefined : new UnitDigests(renderer, textOf(join(folder, digestsFile)));
}

/** The text of a file; empty where it does not exist or cannot be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
