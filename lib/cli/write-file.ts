import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from './command';

/**
 * Writes a report to a file, as a whole or not at all. @throws UsageError where it cannot be written
 *
 * A pipe or a device is written directly, since it cannot be replaced by a new file.
 */
export function writeWhole(cwd: string, given: string, text: string): void {
  try {
    const path = resolve(cwd, given);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats && !stats.isFile()) {
      writeFileSync(path, text);
      return;
    }
    const target = stats ? realpathSync(path) : path;
    const next = join(dirname(target), `.georaft-${basename(target)}-${process.pid}`);
    try {
      writeFileSync(next, text);
      renameSync(next, target);
    } catch (error) {
      rmSync(next, { force: true });
      throw error;
    }
  } catch (error) {
    throw new UsageError(`'${given}' cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
