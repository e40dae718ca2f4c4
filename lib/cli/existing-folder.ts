import { accessSync, constants, statSync } from 'node:fs';
import { UsageError } from './command';

/** The path of a folder that exists and can be read. @param given the path as the user wrote it @throws UsageError for any other path */
export function existingFolder(path: string, given: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new UsageError(`'${given}' does not exist; name an output folder, or synthesize first`);
  if (!stats.isDirectory()) throw new UsageError(`'${given}' is not a folder; name an output folder`);
  try {
    accessSync(path, constants.R_OK | constants.X_OK);
  } catch (error) {
    throw new UsageError(`'${given}' cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return path;
}
