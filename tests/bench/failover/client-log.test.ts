import type { Attempt } from './client/terms';
import { acknowledged, outageAfter, parseLog, steadySince } from './client-log';

const write = (end: number): Attempt => ({
  start: end - 5,
  end,
  endpoint: '10.101.0.7:2379',
  key: `key-${end}`,
  acknowledged: true,
  cluster: 'c',
  member: 'm',
  revision: end,
  term: 2,
});
const failure = (end: number): Attempt => ({
  start: end - 1000,
  end,
  endpoint: '10.101.0.7:2379',
  key: `key-${end}`,
  acknowledged: false,
  why: 'no connection in time',
});
const writes = (...ends: readonly number[]): readonly Attempt[] => ends.map(write);

describe('an outage', () => {
  it('lasts from the last acknowledged write to the next one', () => {
    expect(outageAfter(writes(100, 150, 9000, 9050), 170)).toEqual({ from: 150, until: 9000 });
  });

  it('is not shortened by attempts that fail', () => {
    expect(outageAfter([...writes(100), failure(2000), failure(5000), ...writes(9000)], 120)).toEqual({ from: 100, until: 9000 });
  });

  it('is not over while writes come through and stop once more', () => {
    expect(outageAfter(writes(100, 4000, 4050, 9000, 9050), 120)).toEqual({ from: 100, until: 9000 });
  });

  it('counts what was acknowledged after the power was cut and before it was gone', () => {
    expect(outageAfter(writes(100, 200, 5000), 150)).toEqual({ from: 200, until: 5000 });
  });

  it('leaves out a gap that ended before the loss', () => {
    expect(outageAfter(writes(100, 3000, 3050, 9000), 3060)).toEqual({ from: 3050, until: 9000 });
  });

  it.each([
    ['where nobody noticed', writes(100, 1100, 2100)],
    ['where nothing was acknowledged afterwards', [...writes(100), failure(5000)]],
    ['where nothing was ever acknowledged', [failure(5000)]],
  ])('is unknown %s', (_, log) => {
    expect(outageAfter(log, 0)).toBeUndefined();
  });
});

describe('steady writes', () => {
  it('began after the last gap of more than a second', () => {
    expect(steadySince(writes(100, 200, 1300, 1400, 1500), 1600)).toBe(1300);
  });

  it('began with the first write where there was no gap', () => {
    expect(steadySince(writes(100, 1100, 2100), 2200)).toBe(100);
  });

  it('are over a second after the last one', () => {
    expect(steadySince(writes(100, 200), 1200)).toBe(100);
    expect(steadySince(writes(100, 200), 1201)).toBeUndefined();
  });

  it('never began where none was acknowledged', () => {
    expect(steadySince([failure(100)], 100)).toBeUndefined();
  });
});

describe('the log of a client', () => {
  it('is read in the order in which attempts ended, without the line that is being written', () => {
    const text = [write(300), failure(200)].map(attempt => JSON.stringify(attempt)).join('\n');
    expect(parseLog(`${text}\n{"start":1,"en`).map(({ end }) => end)).toEqual([200, 300]);
    expect(acknowledged(parseLog(text)).map(({ end }) => end)).toEqual([300]);
  });
});
