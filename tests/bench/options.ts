import { parseArgs } from 'node:util';
import type { FleetSize } from './workload';

/** What is measured, and how often. */
export interface BenchOptions {
  readonly sizes: readonly FleetSize[];
  /** Rounds of one size; every round runs each program once. */
  rounds(size: FleetSize): number;
}

const usage = 'npm run bench -- [--runs N] [--sizes 3x3,10x10,50x20,100x100]';

/** Many rounds where a process lives for moments, one where plain cdk8s takes a minute. */
const defaultRounds = (size: FleetSize): number => (pairs(size) <= 100 ? 9 : pairs(size) < 5000 ? 3 : 1);

export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: { runs: { type: 'string' }, sizes: { type: 'string' } } });
  const runs = values.runs === undefined ? undefined : whole(values.runs);
  const sizes = (values.sizes ?? '3x3,10x10,50x20,100x100').split(',').map(text => {
    const [clusters = '', systems = '', more] = text.split('x');
    if (more !== undefined) throw new Error(usage);
    return { clusters: whole(clusters), systems: whole(systems) };
  });
  return { sizes: sizes.sort((a, b) => pairs(a) - pairs(b)), rounds: size => runs ?? defaultRounds(size) };
}

export const pairs = ({ clusters, systems }: FleetSize): number => clusters * systems;

function whole(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 1000) throw new Error(usage);
  return value;
}
