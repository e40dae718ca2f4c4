import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cold, type Measured, measured, type Program, programs, type Run, runCold } from './child';
import { countObjects, differences } from './same-objects';
import type { Change, FleetSize } from './workload';

/** What a round measures of `georaft` again, on what it has just written: nothing changed, or one fact of one cluster. */
export const again = ['unchanged', 'kubernetes', 'ingress-address'] as const;
export type Again = (typeof again)[number];

/** One run of everything that is measured. */
export type Round = Readonly<Record<Measured | Again, Run>>;

/** Rounds of one size. A round runs every program once, so that what disturbs the machine disturbs all. */
export interface Measurement {
  readonly size: FleetSize;
  readonly rounds: readonly Round[];
  /** `georaft plan` over two outputs: alike, with one fact of one cluster changed, and with every file changed. */
  readonly compared: Readonly<Record<Change, Run>>;
}

export type StartUp = readonly { readonly example: number; readonly libraries: number; readonly node: number }[];

/** Gives a folder that is gone afterwards. */
function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'georaft-bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The number of objects that all programs write, and where what they write differs: the figures mean nothing then. */
export const verify = (size: FleetSize): { readonly objects: number; readonly differences: readonly string[] } =>
  inFolder(folder => {
    for (const program of programs) runCold(program, size, join(folder, program));
    return {
      objects: countObjects(join(folder, 'georaft')),
      differences: [
        ...differences(join(folder, 'georaft'), join(folder, 'plain-cdk8s')),
        ...differences(join(folder, 'georaft'), join(folder, 'bare')),
      ],
    };
  });

/** The example program, what it cannot do without, and Node itself. */
export const measureStartUp = (rounds: number): StartUp =>
  Array.from({ length: rounds }, () =>
    inFolder(folder => ({
      example: cold([resolve(__dirname, '../../apps/main.js')], {
        CDK8S_OUTDIR: join(folder, 'dist'),
        CDKTF_OUTDIR: join(folder, 'cdktf.out'),
      }).seconds,
      libraries: cold(['-e', "require('cdk8s'); require('cdk8s-plus-28/lib/imports/k8s')"]).seconds,
      node: cold(['-e', '0']).seconds,
    })),
  );

export const measure = (size: FleetSize, rounds: number): Measurement => ({
  size,
  rounds: Array.from({ length: rounds }, () => round(size)),
  compared: compare(size),
});

const compare = (size: FleetSize): Measurement['compared'] =>
  inFolder(folder => {
    runCold('georaft', size, join(folder, 'before'));
    const comparison = (change: Change): Run => {
      runCold('georaft', size, join(folder, 'after'), change);
      return runCold('plan', size, folder);
    };
    return {
      none: comparison('none'),
      kubernetes: comparison('kubernetes'),
      'ingress-address': comparison('ingress-address'),
      image: comparison('image'),
    };
  });

function round(size: FleetSize): Round {
  const others = programs.flatMap(program =>
    program === 'georaft' ? [] : inFolder(folder => [[program, runCold(program, size, join(folder, 'dist'))] as const]),
  );
  const own = inFolder(folder => {
    const dist = join(folder, 'dist');
    const synthesize = (change: Change): Run => runCold('georaft', size, dist, change);
    const georaft = synthesize('none');
    const check = runCold('check', size, dist);
    const unchanged = synthesize('none');
    const kubernetes = synthesize('kubernetes');
    synthesize('none');
    return { georaft, check, unchanged, kubernetes, 'ingress-address': synthesize('ingress-address') };
  });
  const result = { ...(Object.fromEntries(others) as Record<Exclude<Program, 'georaft'>, Run>), ...own };
  const counts = new Set([...measured, ...again].map(run => result[run].objects));
  if (counts.size > 1) throw new Error(`the programs wrote, and the check saw, different numbers of objects: ${[...counts].join(', ')}`);
  return result;
}
