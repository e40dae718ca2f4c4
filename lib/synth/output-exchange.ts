import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beside } from './output-lock';
import { removeFolder } from './remove-folder';

/**
 * Puts the new content in the place of the old one, which stays beside it.
 * @param exists whether there is an old content
 * @param moved names of the folders at the top of the old content that become part of the new one
 */
export function exchange(folder: string, exists: boolean, moved: ReadonlySet<string>): void {
  const { next, last, moving } = beside(folder);
  if (moved.size > 0) writeFileSync(moving, JSON.stringify([...moved]));
  if (exists) renameSync(folder, last);
  try {
    for (const name of moved) renameSync(join(last, name), join(next, name));
    renameSync(next, folder);
  } catch (error) {
    if (exists) takeBack(folder, moved);
    throw error;
  } finally {
    rmSync(moving, { force: true });
  }
}

/** Takes back what a killed process had begun to exchange, or forgets the old content of what it had exchanged. */
export function finishExchange(folder: string): void {
  const { last, moving } = beside(folder);
  if (existsSync(last)) {
    if (existsSync(folder)) removeFolder(last);
    else takeBack(folder, namesIn(moving));
  }
  rmSync(moving, { force: true });
}

/** Whoever is killed here leaves what the next one can go on with. */
function takeBack(folder: string, moved: Iterable<string>): void {
  const { next, last } = beside(folder);
  for (const name of moved)
    if (!existsSync(join(last, name)) && existsSync(join(next, name))) renameSync(join(next, name), join(last, name));
  renameSync(last, folder);
}

/** The names in the file; none where a process was killed before it had written them, for it had moved nothing then. */
function namesIn(moving: string): readonly string[] {
  try {
    return JSON.parse(readFileSync(moving, 'utf8')) as readonly string[];
  } catch {
    return [];
  }
}
