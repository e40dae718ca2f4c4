import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lab } from '../lab';

/** The image of the programs: this machine's own node. */
export const nodeImage = `docker.io/library/node:${process.version.slice(1)}`;

/** Where the program looks for its libraries, and what the libraries are, as `ldd` lists them. */
function libraries(program: string): readonly string[] {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' });
  const paths = [...listed.matchAll(/(\/\S+) \(0x/g)].flatMap(([, path]) => (path ? [path] : []));
  return paths.map(path => `${realpathSync(path)}=${path}`);
}

/** Puts node into every site of the lab: the program and its libraries, without a shell and anything else. */
export function loadNodeImage(): void {
  const program = realpathSync(process.execPath);
  const folder = mkdtempSync(join(tmpdir(), 'node-'));
  try {
    lab.image(join(folder, 'node.tar'), nodeImage, ['/usr/local/bin/node'], `${program}=/usr/local/bin/node`, ...libraries(program));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
