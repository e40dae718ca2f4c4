import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type OutputChange, readOutputChange } from '../change/read-change';
import { OperatingState } from '../domain/operating-state';
import { fleetFile } from '../plan/document/fleet-document';
import { stateShape } from '../plan/input/system-shape';
import { UsageError } from './command';
import { writeWhole } from './write-file';

/** The folder of the ledgers, unless --state names another one. */
export const ledgerFolder = join('clusters', 'state');

/** One system of an output, with its ledger as it is now. */
export interface SystemLedger {
  readonly output: OutputChange['systems'][number];
  readonly state: OperatingState;
  /** The path of the ledger's file. */
  readonly file: string;
  /** Clusters in which members of other systems may be replaced now, by the output or by a ledger that is written already. */
  readonly thawedElsewhere: readonly { readonly system: string; readonly cluster: string }[];
  readonly clusters: OutputChange['clusters'];
}

/** Reads a system of an output and its ledger. @throws UsageError where one is missing or broken, or the output is from another ledger */
export function readLedger(cwd: string, system: string, folder: string, ledgers: string): SystemLedger {
  const { systems, clusters } = readOutput(cwd, folder);
  const output = systems.find(({ name }) => name === system);
  if (!output) throw new UsageError(`'${folder}' has no system '${system}'`);
  const file = join(ledgers, `${system}.json`);
  const state = readState(resolve(cwd, file), file);
  // The next step was planned from the ledger in the output. Another ledger can need another step.
  if (!isDeepStrictEqual(normal(state), normal(output.state)))
    throw new UsageError(`'${file}' is not the ledger that '${folder}' was synthesized from; synthesize first`);
  const thawedElsewhere = systems.flatMap(({ name, state: written }) => {
    if (name === system) return [];
    const thawed = new Set([...written.thawed, ...thawedIn(resolve(cwd, ledgers, `${name}.json`))]);
    return [...thawed].map(cluster => ({ system: name, cluster }));
  });
  return { output, state, file, thawedElsewhere, clusters };
}

/** What a ledger thaws; nothing where there is none that can be read: that is found when it is stepped itself. */
function thawedIn(path: string): readonly string[] {
  try {
    const state = OperatingState.parse(readFileSync(path, 'utf8'));
    return stateShape(state, path).length === 0 ? state.thawed : [];
  } catch {
    return [];
  }
}

/** Reads the systems of an output's plan. @throws UsageError where the plan cannot be read */
export function readOutput(cwd: string, folder: string): OutputChange {
  const path = join(folder, fleetFile);
  const output = readOutputChange(textOf(resolve(cwd, path), path, 'synthesize first, or name the output folder'));
  if (typeof output === 'string') throw new UsageError(`'${folder}' cannot be read: ${output}`);
  return output;
}

/** Writes a ledger, as a whole or not at all. */
export const writeLedger = (cwd: string, file: string, state: OperatingState): void =>
  writeWhole(cwd, file, `${JSON.stringify(state, null, 2)}\n`);

function readState(path: string, given: string): OperatingState {
  const state = OperatingState.parse(textOf(path, given, 'name the folder of the ledgers with --state'));
  const [first] = stateShape(state, given);
  if (first) throw new UsageError(`${first.at} ${first.problem}; ${first.fix}`);
  return state;
}

function textOf(path: string, given: string, fix: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`'${given}' does not exist; ${fix}`);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`'${given}' cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** The state as JSON has it: without undefined keys. */
const normal = (state: OperatingState): unknown => JSON.parse(JSON.stringify(state));
