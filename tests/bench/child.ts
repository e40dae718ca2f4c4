import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type ProgramReport, reportDescriptor } from './programs/program';
import type { Change, FleetSize } from './workload';

/** One cold process: from its start to its end. */
export interface Run extends ProgramReport {
  readonly seconds: number;
}

export const programs = ['georaft', 'plain-cdk8s', 'bare'] as const;
export type Program = (typeof programs)[number];

/** What a round measures: the programs that write, and the check of what georaft wrote. */
export const measured = [...programs, 'check'] as const;
export type Measured = (typeof measured)[number];

/** Runs a program of the benchmark in a process of its own. */
export function runCold(program: Measured | 'plan', { clusters, systems }: FleetSize, folder: string, change: Change = 'none'): Run {
  const file = join(__dirname, 'programs', `${program}.js`);
  const { seconds, report } = cold([file, String(clusters), String(systems), folder, change]);
  return { ...(JSON.parse(report) as ProgramReport), seconds };
}

/** Seconds that `node` takes with these arguments. @throws when it fails */
export function cold(args: readonly string[], env: NodeJS.ProcessEnv = {}): { readonly seconds: number; readonly report: string } {
  const begin = process.hrtime.bigint();
  const ended = spawnSync(process.execPath, args, {
    env: { ...environment(), ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 ** 2,
  });
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  if (ended.error) throw ended.error;
  if (ended.status !== 0) throw new Error(`node ${args.join(' ')} ended with ${ended.status ?? ended.signal}:\n${ended.stderr}`);
  return { seconds, report: ended.output[reportDescriptor] ?? '' };
}

/** What would change the output folder or the speed of a program is not handed on. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CDK8S_|CDKTF_|NODE_OPTIONS$|NODE_COMPILE_CACHE$)/.test(name)));
