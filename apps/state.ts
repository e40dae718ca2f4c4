import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OperatingState } from '../lib';

/** The folder of the program's package. It is found from the compiled file, so the working directory does not matter. */
const root = (folder: string): string =>
  existsSync(join(folder, 'package.json')) || dirname(folder) === folder ? folder : root(dirname(folder));

/**
 * The operating state of a system, from its file in `clusters/state`.
 *
 * A missing or broken file must not look like a system that has never run. So the description of what is wrong is returned as the
 * state, and the checks print and refuse it.
 */
export function stateOf(system: string, folder: string = join(root(__dirname), 'clusters', 'state')): OperatingState {
  const file = join(folder, `${system}.json`);
  try {
    return OperatingState.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return `${file}: ${error instanceof Error ? error.message : String(error)}` as unknown as OperatingState;
  }
}
