import type { Run } from './child';
import type { Measurement, Round } from './measurement';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The median of one figure of one program. */
export const typical = ({ rounds }: Measurement, program: keyof Round, figure: (run: Run) => number): number =>
  median(rounds.map(round => figure(round[program])));

/** How many times as long one program takes as another: the median of the ratios of each round. */
export const timesAsLong = (
  { rounds }: Measurement,
  one: keyof Round,
  other: keyof Round,
  of: 'seconds' | 'cpuSeconds' = 'seconds',
): number => median(rounds.map(round => round[one][of] / round[other][of]));

/** The exponent e of `time ~ objects^e` between two sizes, after `start` seconds that both take before they do anything. */
export function growth(small: Measurement, large: Measurement, program: keyof Round, start = 0): number {
  const ratio = (figure: (run: Run) => number): number => typical(large, program, figure) / typical(small, program, figure);
  return Math.log(ratio(({ seconds }) => seconds - start)) / Math.log(ratio(({ objects }) => objects));
}
