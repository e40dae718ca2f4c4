import { createHash } from 'node:crypto';
import type { Output } from '../change/output';
import { type OutputSource, textOf, UnreadableFile } from '../check/output-source';
import { readPlan } from '../check/read-plan';
import { fleetFile } from '../plan/document/fleet-document';
import { UsageError } from './command';

/** The id that Git gives the content of a file. It tells whether a file in a folder equals the one in a revision. */
export const blobId = (content: Buffer, algorithm: 'sha1' | 'sha256'): string =>
  createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');

/** The text of a file; undefined where its content is not text. */
export function textOrNone(content: Buffer): string | undefined {
  try {
    return textOf(content);
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

/** An output with its plan. @param called the output as the user named it @throws UsageError where it has no plan that can be read */
export function withPlan(given: Omit<Output, 'plan'>, called: string): Output {
  const source: OutputSource = {
    files: given.files.has(fleetFile) ? [fleetFile] : [],
    read: path => {
      const text = given.read([path]).get(path);
      if (text === undefined) throw new UnreadableFile('it is not text');
      return text;
    },
  };
  const read = readPlan(source);
  if (read.kind === 'plan') return { ...given, plan: read.plan };
  if (read.kind === 'none') throw new UsageError(`${called} has no ${fleetFile}; name the whole output folder of a synthesis`);
  throw new UsageError(`${fleetFile} of ${called} cannot be read: ${read.problem}; restore it from Git, or synthesize again`);
}
