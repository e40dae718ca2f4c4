import { join } from 'node:path';
import { Finding, type FleetApp } from '../../lib';
import { run } from '../../lib/cli/run';
import { plain } from '../../lib/cli/style';
import { emptyFolder } from '../synth/example';
import { tree } from '../synth/output';

/** What became of a program. */
export interface Outcome {
  readonly findings: readonly Finding[];
  /** What lies in its folder afterwards: path to content. */
  readonly files: ReadonlyMap<string, string>;
  /** What `georaft check` says of it, and ends with; undefined where nothing was written. */
  readonly checked: { readonly code: number; readonly says: string } | undefined;
}

/** Builds a program in a new folder, which is the working directory meanwhile, synthesizes it, and checks what it wrote as the command does. */
export function outcomeOf(build: (folder: string) => FleetApp, check: 'checked' | 'unchecked' = 'checked'): Outcome {
  const folder = emptyFolder();
  const before = process.cwd();
  process.chdir(folder);
  try {
    const { findings } = build(folder).synthesize();
    const refused = Finding.anyError(findings);
    return { findings, files: tree(folder), checked: refused || check === 'unchecked' ? undefined : checked(join(folder, 'dist')) };
  } finally {
    process.chdir(before);
  }
}

function checked(folder: string): NonNullable<Outcome['checked']> {
  let says = '';
  const write = (text: string): void => {
    says += text;
  };
  const code = run(['check', folder, '--fail-on', 'warning'], { cwd: folder, style: plain, columns: undefined, out: write, err: write });
  return { code, says };
}
