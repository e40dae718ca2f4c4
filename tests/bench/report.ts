import { measured, type Run } from './child';
import { growth, median, timesAsLong, typical } from './figures';
import { type Again, again, type Measurement, type StartUp } from './measurement';
import { sizeName, type Target } from './targets';

/** How long it takes to do hardly anything. */
export function startUpTable(runs: StartUp): string {
  const row = (name: string, figure: 'example' | 'libraries' | 'node'): readonly string[] => [
    name,
    seconds(median(runs.map(run => run[figure]))),
    ratio(median(runs.map(run => run[figure] / run.libraries))),
  ];
  return align([
    [`start-up (${runs.length} runs)`, 'median s', 'x libraries'],
    row('example fleet, manifests and Terraform', 'example'),
    row('node that loads cdk8s and its typed classes', 'libraries'),
    row('bare node', 'node'),
  ]);
}

/**
 * All sizes and programs. `growth` is the exponent from the size before; `net` leaves out the time to load
 * the libraries, which hides how a small fleet grows.
 */
export function sizesTable(measurements: readonly Measurement[], start: number): string {
  const heading = [
    'size',
    'program',
    'runs',
    'median s',
    'x georaft',
    'cpu s',
    'x georaft',
    'objects',
    'objects/s',
    'files',
    'peak MiB',
    'growth',
    'net',
  ];
  const rows = measurements.flatMap((measurement, position) =>
    measured.map((program, line) => {
      const before = measurements[position - 1];
      const figure = (of: (run: Run) => number): number => typical(measurement, program, of);
      return [
        line === 0 ? sizeName(measurement) : '',
        program,
        String(measurement.rounds.length),
        seconds(figure(run => run.seconds)),
        ratio(timesAsLong(measurement, program, 'georaft')),
        seconds(figure(run => run.cpuSeconds)),
        ratio(timesAsLong(measurement, program, 'georaft', 'cpuSeconds')),
        String(figure(run => run.objects)),
        figure(run => run.objects / run.seconds).toFixed(0),
        String(figure(run => run.written)),
        figure(run => run.peakMebibytes).toFixed(0),
        before ? growth(before, measurement, program).toFixed(2) : '-',
        before && program !== 'bare' ? exponent(growth(before, measurement, program, start)) : '-',
      ];
    }),
  );
  return align([heading, ...rows]);
}

/** Synthesis over an output that is there, against a fresh one of the same round. */
export function againTable(measurements: readonly Measurement[]): string {
  const heading = [
    'georaft again',
    'what changed',
    'median s',
    'x fresh',
    'cpu s',
    'x fresh',
    'files written',
    'files unchanged',
    'peak MiB',
  ];
  const changes: Readonly<Record<Again, string>> = {
    unchanged: 'nothing',
    kubernetes: 'Kubernetes version of one cluster',
    'ingress-address': 'ingress address of one cluster',
  };
  const rows = measurements.flatMap(measurement =>
    again.map((change, line) => {
      const figure = (of: (run: Run) => number): number => typical(measurement, change, of);
      return [
        line === 0 ? sizeName(measurement) : '',
        changes[change],
        seconds(figure(run => run.seconds)),
        ratio(timesAsLong(measurement, change, 'georaft')),
        seconds(figure(run => run.cpuSeconds)),
        ratio(timesAsLong(measurement, change, 'georaft', 'cpuSeconds')),
        String(figure(run => run.written)),
        String(figure(run => run.unchanged)),
        figure(run => run.peakMebibytes).toFixed(0),
      ];
    }),
  );
  return align([heading, ...rows]);
}

/** Comparisons of two outputs, against one synthesis of the same size. */
export function comparedTable(measurements: readonly Measurement[]): string {
  const heading = ['georaft plan (1 run)', 'what changed', 's', 'x fresh', 'cpu s', 'changes', 'peak MiB'];
  const rows = measurements.flatMap(measurement => {
    const fresh = typical(measurement, 'georaft', run => run.seconds);
    const row = (name: string, change: string, run: Run): readonly string[] => [
      ...[name, change, seconds(run.seconds), ratio(run.seconds / fresh), seconds(run.cpuSeconds)],
      ...[String(run.objects), run.peakMebibytes.toFixed(0)],
    ];
    return [
      row(sizeName(measurement), 'nothing', measurement.compared.none),
      row('', 'Kubernetes version of one cluster', measurement.compared.kubernetes),
      row('', 'ingress address of one cluster', measurement.compared['ingress-address']),
      row('', 'image of all systems', measurement.compared.image),
    ];
  });
  return align([heading, ...rows]);
}

export const targetsTable = (targets: readonly Target[]): string =>
  align([
    ['target', 'measured', ''],
    ...targets.map(({ name, measured, reached }) => [name, measured ?? '-', measured ? (reached ? 'reached' : 'MISSED') : 'not measured']),
  ]);

const seconds = (value: number): string => value.toFixed(3);
const ratio = (value: number): string => value.toFixed(2);
/** Small sizes take hardly longer than loading, so nothing can be said of them. */
const exponent = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : '-');

function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (/^[\d.-]+$/.test(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}
