import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OperatingState } from '../../../lib';
import { run } from '../../../lib/cli/run';
import { styleOf } from '../../../lib/cli/style';
import { lab } from '../lab';
import { system } from './change-fleet';

/** What a command says, and the ledger that it leaves. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly state: OperatingState;
}

/** The commands that write ledgers, asking the lab's clusters. */
export class LedgerCommands {
  private readonly folder: string;
  private readonly ledger: string;
  private readonly kubectl: string;

  /** @param outdir the output that the clusters have applied */
  constructor(private readonly outdir: string) {
    this.folder = dirname(outdir);
    this.ledger = join(this.folder, 'clusters', 'state', `${system}.json`);
    mkdirSync(dirname(this.ledger), { recursive: true });
    this.kubectl = join(this.folder, 'kubectl');
    // The lab calls a site by its number.
    writeFileSync(this.kubectl, `site=\${1#s}\nshift\nexec ${lab.program} kubectl "$site" "$@"\n`);
  }

  /** Runs `georaft COMMAND …` with a ledger. */
  run(state: OperatingState, ...args: readonly string[]): Said {
    writeFileSync(this.ledger, JSON.stringify(state));
    const [out, err]: [string[], string[]] = [[], []];
    const folder = args[0] === 'drain' ? ['--dir', basename(this.outdir)] : [basename(this.outdir)];
    const code = run([...args, ...folder, '--kubectl', `sh ${this.kubectl} {}`], {
      cwd: this.folder,
      style: styleOf(false, {}),
      columns: undefined,
      out: text => void out.push(text),
      err: text => void err.push(text),
    });
    return { code, out: out.join(''), err: err.join(''), state: OperatingState.parse(readFileSync(this.ledger, 'utf8')) };
  }
}
