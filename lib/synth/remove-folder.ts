import { rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes a folder that is no longer needed. It is no error if something cannot be removed.
 * @param known paths of files in it: finding them takes longer than removing them
 */
export function removeFolder(folder: string, known: readonly string[] = []): void {
  const folders = new Set<string>();
  for (const path of known) {
    attempt(() => unlinkSync(join(folder, path)));
    for (let end = path.lastIndexOf('/'); end > 0 && !folders.has(path.slice(0, end)); end = path.lastIndexOf('/', end - 1)) {
      folders.add(path.slice(0, end));
    }
  }
  const deepest = [...folders].sort((a, b) => b.length - a.length);
  for (const path of deepest) attempt(() => rmdirSync(join(folder, path)));
  attempt(() => rmSync(folder, { recursive: true, force: true }));
}

function attempt(remove: () => void): void {
  try {
    remove();
  } catch {
    // it is gone already, or belongs to somebody else and stays beside the output
  }
}
