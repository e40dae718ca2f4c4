import { growth, median, timesAsLong, typical } from './figures';
import { again, type Measurement, type StartUp } from './measurement';
import { pairs } from './options';

/** A target, and what was measured of it: undefined when this run did not. */
export interface Target {
  readonly name: string;
  readonly measured: string | undefined;
  readonly reached: boolean;
}

const changes = ['kubernetes', 'ingress-address'] as const;

/** The targets of synthesis. Only a run of the size that a target names can reach it. */
export function targets(measurements: readonly Measurement[], startUp: StartUp): readonly Target[] {
  const at = (clusters: number, systems: number): Measurement | undefined =>
    measurements.find(({ size }) => size.clusters === clusters && size.systems === systems);
  const small = at(3, 3);
  const middle = at(50, 20);
  const top = at(100, 100);
  const least = Math.min(...measurements.map(measurement => timesAsLong(measurement, 'plain-cdk8s', 'georaft')));
  const slowest = measurements.find(measurement => timesAsLong(measurement, 'plain-cdk8s', 'georaft') === least);
  const start = median(startUp.map(({ example, libraries }) => example / libraries));
  return [
    { name: "the example's start: at most twice as long as to load the libraries", measured: times(start), reached: start <= 2 },
    target(
      '3x3: at most 0.8 times as long as plain cdk8s',
      small,
      m => timesAsLong(m, 'georaft', 'plain-cdk8s'),
      atMost(0.8),
      times,
      m => timesAsLong(m, 'georaft', 'plain-cdk8s', 'cpuSeconds'),
    ),
    target(
      '100x100: unchanged, at most 0.35 times as long as fresh',
      top,
      m => timesAsLong(m, 'unchanged', 'georaft'),
      atMost(0.35),
      times,
      m => timesAsLong(m, 'unchanged', 'georaft', 'cpuSeconds'),
    ),
    target(
      '100x100: a change of one cluster, at most 0.4 times as long as fresh',
      top,
      m => Math.max(...changes.map(change => timesAsLong(m, change, 'georaft'))),
      atMost(0.4),
      times,
      m => Math.max(...changes.map(change => timesAsLong(m, change, 'georaft', 'cpuSeconds'))),
    ),
    target(
      '50x20: at least 3 times as fast as plain cdk8s',
      middle,
      m => timesAsLong(m, 'plain-cdk8s', 'georaft'),
      atLeast(3),
      times,
      m => timesAsLong(m, 'plain-cdk8s', 'georaft', 'cpuSeconds'),
    ),
    target(
      '100x100: at least 5 times as fast as plain cdk8s',
      top,
      m => timesAsLong(m, 'plain-cdk8s', 'georaft'),
      atLeast(5),
      times,
      m => timesAsLong(m, 'plain-cdk8s', 'georaft', 'cpuSeconds'),
    ),
    target(
      'never slower than plain cdk8s, at any size measured',
      slowest,
      () => least,
      atLeast(1),
      value => `${times(value)} at ${slowest?.size.clusters}x${slowest?.size.systems}`,
    ),
    target(
      '100x100: at most 4 times as long as bare JavaScript',
      top,
      m => timesAsLong(m, 'georaft', 'bare'),
      atMost(4),
      times,
      m => timesAsLong(m, 'georaft', 'bare', 'cpuSeconds'),
    ),
    target(
      '100x100: the check takes no longer than the synthesis',
      top,
      m => timesAsLong(m, 'check', 'georaft'),
      atMost(1),
      times,
      m => timesAsLong(m, 'check', 'georaft', 'cpuSeconds'),
    ),
    target(
      '100x100: a comparison in which every file differs takes less than the synthesis',
      top,
      m => m.compared.image.seconds / typical(m, 'georaft', ({ seconds }) => seconds),
      value => value < 1,
      times,
      m => m.compared.image.cpuSeconds / typical(m, 'georaft', ({ cpuSeconds }) => cpuSeconds),
    ),
    target(
      '50x20 to 100x100: the check grows by an exponent of at most 1.05',
      middle && top,
      large => growth(middle as Measurement, large, 'check'),
      atMost(1.05),
      value => value.toFixed(3),
    ),
    target(
      '50x20 to 100x100: time grows by an exponent of at most 1.05',
      middle && top,
      large => growth(middle as Measurement, large, 'georaft'),
      atMost(1.05),
      value => value.toFixed(3),
    ),
    target(
      '100x100: peak memory below 400 MiB, fresh and again',
      top,
      m => Math.max(...(['georaft', ...again] as const).map(run => typical(m, run, ({ peakMebibytes }) => peakMebibytes))),
      value => value < 400,
      value => `${value.toFixed(0)} MiB`,
    ),
  ];
}

function target(
  name: string,
  measurement: Measurement | undefined,
  figure: (measurement: Measurement) => number,
  accepts: (value: number) => boolean,
  show: (value: number) => string,
  processor?: (measurement: Measurement) => number,
): Target {
  if (!measurement) return { name, measured: undefined, reached: false };
  const value = figure(measurement);
  const beside = processor ? `, ${processor(measurement).toFixed(2)} in processor time` : '';
  return { name, measured: `${show(value)}${beside}`, reached: accepts(value) };
}

const atLeast =
  (limit: number) =>
  (value: number): boolean =>
    value >= limit;
const atMost =
  (limit: number) =>
  (value: number): boolean =>
    value <= limit;
const times = (value: number): string => `${value.toFixed(2)} times`;

export const sizeName = ({ size }: Measurement): string => `${size.clusters}x${size.systems} (${pairs(size)} pairs)`;
