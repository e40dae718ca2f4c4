import type { Attempt } from './client/terms';
import { brokenHistory, sharedEpochs } from './history';

const write = (
  start: number,
  end: number,
  revision: number,
  given: Partial<{ cluster: string; member: string; key: string }> = {},
): Attempt => ({
  start,
  end,
  endpoint: '10.101.0.7:2379',
  key: `key-${revision}`,
  acknowledged: true,
  cluster: 'one',
  member: 'a',
  revision,
  term: 2,
  ...given,
});

describe('the history of one group', () => {
  it('is whole where every later write has a higher revision', () => {
    expect(brokenHistory([write(0, 10, 5), write(20, 30, 6), write(40, 50, 9)])).toEqual([]);
  });

  it('leaves the order of writes open that were under way together', () => {
    expect(brokenHistory([write(0, 30, 6), write(10, 20, 5), write(15, 40, 7)])).toEqual([]);
  });

  it('is broken by a write that goes back behind one that was acknowledged before it began', () => {
    expect(brokenHistory([write(0, 10, 9), write(11, 20, 5)])).toEqual([
      'key-5 has revision 5, and key-9, acknowledged before it began, has 9',
    ]);
  });

  it('is broken however many writes lie between', () => {
    expect(brokenHistory([write(0, 10, 9), write(5, 100, 10), write(5, 90, 11), write(101, 110, 8)])).toHaveLength(1);
  });

  it('is broken by a revision that two keys have', () => {
    expect(brokenHistory([write(0, 10, 5, { key: 'x' }), write(0, 11, 5, { key: 'y' })])).toEqual([
      'revision 5 was acknowledged for x and for y',
    ]);
  });

  it('is broken by a second group', () => {
    expect(brokenHistory([write(0, 10, 5), write(20, 30, 6, { cluster: 'two' })])).toEqual([
      'writes were acknowledged by 2 groups: one, two',
    ]);
  });
});

describe('an epoch', () => {
  const siteOf = (member: string): string => (member === 'a' ? 's1' : 's2');
  const epochs = [
    { number: 1, from: 0 },
    { number: 2, from: 100 },
  ];

  it('belongs to one site', () => {
    expect(sharedEpochs([write(0, 10, 5), write(110, 120, 6, { member: 'b' })], epochs, siteOf)).toEqual([]);
  });

  it('is shared where the old site acknowledges a write after the commit', () => {
    const log = [write(0, 10, 5), write(110, 120, 6, { member: 'b' }), write(130, 140, 7)];
    expect(sharedEpochs(log, epochs, siteOf)).toEqual([{ epoch: 2, sites: ['s1', 's2'] }]);
  });

  it('begins with its commit', () => {
    expect(sharedEpochs([write(0, 99, 5), write(90, 100, 6, { member: 'b' })], epochs, siteOf)).toEqual([]);
  });
});
