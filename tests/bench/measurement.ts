import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cold, type Measured, measured, programs, type Run, runCold } from './child';
import { countObjects, differences } from './same-objects';
import type { Change, FleetSize } from './workload';

/** Rounds of one size. A round runs every program once, so that what disturbs the machine disturbs all. */
export interface Measurement {
  readonly size: FleetSize;
  readonly rounds: readonly Readonly<Record<Measured, Run>>[];
  /** `georaft` again on what it has just written: nothing changed, then one fact of one cluster changed. */
  readonly again: Readonly<Record<'unchanged' | 'kubernetes' | 'ingress-address', Run>>;
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

export function measure(size: FleetSize, rounds: number): Measurement {
  const all = Array.from({ length: rounds }, () => round(size));
  const again = inFolder(folder => {
    const synthesize = (change: Change): Run => runCold('georaft', size, join(folder, 'dist'), change);
    synthesize('none');
    const unchanged = synthesize('none');
    const kubernetes = synthesize('kubernetes');
    synthesize('none');
    return { unchanged, kubernetes, 'ingress-address': synthesize('ingress-address') };
  });
  return { size, rounds: all, again, compared: compare(size) };
}

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

function round(size: FleetSize): Readonly<Record<Measured, Run>> {
  const runs = programs.flatMap(program =>
    inFolder(folder => {
      const dist = join(folder, 'dist');
      const run = [program, runCold(program, size, dist)] as const;
      return program === 'georaft' ? [run, ['check', runCold('check', size, dist)] as const] : [run];
    }),
  );
  const result = Object.fromEntries(runs) as Record<Measured, Run>;
  const counts = new Set(measured.map(program => result[program].objects));
  if (counts.size > 1) throw new Error(`the programs wrote, and the check saw, different numbers of objects: ${[...counts].join(', ')}`);
  return result;
}
