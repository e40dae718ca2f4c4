import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const read = new Map<string, string>();

/** The text of a file of this package, wherever in the package the compiled code is. @throws where the file does not exist */
export function packageFile(path: string): string {
  const known = read.get(path);
  if (known !== undefined) return known;
  const text = found(path);
  read.set(path, text);
  return text;
}

function found(path: string): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const file = join(folder, path);
    if (existsSync(file)) return readFileSync(file, 'utf8');
    if (folder === dirname(folder)) throw new Error(`the package has no ${path}`);
  }
}

/** The version of this package. */
export const packageVersion = (): string => (JSON.parse(packageFile('package.json')) as { version: string }).version;
