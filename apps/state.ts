import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OperatingState } from '../lib';

/** The folder of the program's package, from wherever it was compiled to: the working directory does not matter. */
const root = (folder: string): string =>
  existsSync(join(folder, 'package.json')) || dirname(folder) === folder ? folder : root(dirname(folder));

/**
 * The operating state of a system, as it is committed in `clusters/state`.
 *
 * A file that is missing or broken must not pass for a system that has never run: what is wrong with it is given on as
 * the state, which the checks then show and refuse.
 */
export function stateOf(system: string, folder: string = join(root(__dirname), 'clusters', 'state')): OperatingState {
  const file = join(folder, `${system}.json`);
  try {
    return OperatingState.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return `${file}: ${error instanceof Error ? error.message : String(error)}` as unknown as OperatingState;
  }
}
