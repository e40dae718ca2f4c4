import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestsFile } from './digests-file';
import { rendererIdentity } from './renderer-identity';
import { UnitDigests } from './unit-digests';

/** The digests of the last output in a folder; none where nobody can say what renders. */
export function openDigests(folder: string): UnitDigests | undefined {
  const renderer = rendererIdentity();
  return renderer === undefined ? undefined : new UnitDigests(renderer, textOf(join(folder, digestsFile)));
}

/** A file that cannot be read says as much as one that is not there. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
