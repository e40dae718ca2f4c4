import type { Finding } from '../domain/finding';
import { reasonOf } from '../domain/reason';
import { StrategyError } from '../plan/model/strategy-error';
import { strategyAnswer } from '../rules/input/strategy';
import { outputFolder } from '../rules/output/folder';
import { findingOf } from '../rules/rule';
import { OutputFolderError } from './output-folder';

/** The finding for an error of the output folder or of the file system; undefined for any other error. */
export function outputFailed(error: unknown, outdir: string): Finding | undefined {
  if (error instanceof OutputFolderError) return findingOf(outputFolder, { at: error.folder, problem: error.problem, fix: error.fix });
  const { syscall, code, path } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return undefined;
  const fix = 'use a folder that can be read and written';
  return findingOf(outputFolder, { at: path ?? outdir, problem: `cannot ${syscall} (${code})`, fix });
}

/** The findings for an error of a user's own engine, network, DNS provider or gateway. */
export function strategyFindings(at: string, error: unknown): readonly Finding[] {
  if (error instanceof StrategyError && error.findings.length > 0) return error.findings;
  const problem = `the engine, the network, the DNS provider or the gateway failed: ${reasonOf(error)}`;
  return [findingOf(strategyAnswer, { at, problem, fix: 'let its methods return plain data of the shape that their types give' })];
}
