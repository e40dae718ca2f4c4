import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatingState } from '../lib';

/** The operating state of a system, as it is committed in `clusters/state`. */
export function stateOf(system: string, folder: string = join('clusters', 'state')): OperatingState {
  const file = join(folder, `${system}.json`);
  return existsSync(file) ? OperatingState.parse(readFileSync(file, 'utf8')) : OperatingState.initial();
}
