import type { Measured } from './measured';
import { failings, failoverTable } from './report';

const run = (seconds: number, problems: readonly string[] = []): Measured => ({
  mechanism: 'a list',
  seconds,
  typicalSeconds: 10,
  worstSeconds: 30,
  from: 'loss',
  problems,
});

describe('what is said of a mechanism', () => {
  it('is that it holds where the median lies within a factor of two of the typical outage', () => {
    expect(failings([5, 5, 29].map(seconds => run(seconds)))).toEqual([]);
    expect(failings([20, 20, 1].map(seconds => run(seconds)))).toEqual([]);
  });

  it.each([4.9, 20.1])('is that it fails with a median of %d s', seconds => {
    expect(failings([run(seconds), run(seconds), run(seconds)])).toHaveLength(1);
  });

  it('is every problem of a run', () => {
    expect(failings([run(10, ['one']), run(10), run(10, ['two'])])).toEqual(['one', 'two']);
  });

  it('is nothing of the median after a single run', () => {
    expect(failings([run(29)])).toEqual([]);
  });

  it('is a row of the table', () => {
    expect(
      failoverTable([run(8), run(12), run(10)])
        .trim()
        .split('\n')
        .at(-1),
    ).toBe('| a list | loss | 3 | 8.0 | 10.0 | 12.0 | 10.0 | 30.0 | holds |');
  });
});
