import { median } from '../figures';
import type { Measured } from './measured';

/** The median may differ from the typical outage by this factor. */
const factor = 2;

/** What a mechanism is held to, over all its runs; empty where it keeps all of it. */
export function failings(runs: readonly Measured[]): readonly string[] {
  const typical = runs[0]?.typicalSeconds ?? 0;
  const middle = median(runs.map(({ seconds }) => seconds));
  const apart = middle > factor * typical || middle < typical / factor;
  return [
    ...runs.flatMap(({ problems }) => problems),
    // A single run says nothing of what is typical.
    ...(runs.length > 2 && apart ? [`the median of ${shown(middle)} s is not within a factor of ${factor} of ${shown(typical)} s`] : []),
  ];
}

/** All mechanisms, their outages and what was predicted, in seconds, as a Markdown table. */
export function failoverTable(measured: readonly Measured[]): string {
  const names = [...new Set(measured.map(({ mechanism }) => mechanism))];
  const rows = names.map(name => {
    const runs = measured.filter(({ mechanism }) => mechanism === name);
    const seconds = runs.map(run => run.seconds);
    const { typicalSeconds = 0, worstSeconds = 0, from = 'loss' } = runs[0] ?? {};
    return [
      name,
      from,
      String(runs.length),
      ...[Math.min(...seconds), median(seconds), Math.max(...seconds), typicalSeconds, worstSeconds].map(shown),
      failings(runs).length === 0 ? 'holds' : 'FAILS',
    ];
  });
  const heading = ['clients are routed by', 'from the', 'runs', 'least', 'median', 'most', 'typical, predicted', 'worst, predicted', ''];
  const lines = [heading, heading.map((_, column) => (column < 2 ? '---' : '---:')), ...rows];
  return `${lines.map(cells => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

const shown = (seconds: number): string => seconds.toFixed(1);
