import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '../change/output';
import { folderSource } from '../check/output-source';
import { UsageError } from './command';
import { blobId, textOrNone, withPlan } from './compared-output';

/** The output in a folder. @throws UsageError where the folder has none */
export function folderOutput(folder: string, called: string, algorithm: 'sha1' | 'sha256' = 'sha1'): Output {
  const { files, unlisted = [] } = folderSource(folder);
  const [closed] = unlisted;
  if (closed) throw new UsageError(`'${called}' cannot be read completely: ${closed.path || '.'}: ${closed.problem}`);
  const content = (path: string): Buffer => {
    try {
      return readFileSync(join(folder, path));
    } catch (error) {
      throw new UsageError(`'${join(called, path)}' cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  };
  const output = {
    files: new Map(files.map(path => [path, blobId(content(path), algorithm)])),
    read: (paths: readonly string[]): ReadonlyMap<string, string> => textsOf(paths.map(path => [path, content(path)])),
  };
  return withPlan(output, `'${called}'`);
}

/** The texts among contents. */
export const textsOf = (contents: readonly (readonly [string, Buffer])[]): ReadonlyMap<string, string> =>
  new Map(
    contents.flatMap(([path, content]) => {
      const text = textOrNone(content);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
