import fc from 'fast-check';
import { overlap } from '../../lib/rules/network/cidr-overlap';
import { runs } from '../extent';

interface Range {
  readonly family: 4 | 6;
  readonly address: bigint;
  readonly bits: number;
}

const width = { 4: 32, 6: 128 } as const;

const written = ({ family, address, bits }: Range): string => {
  const text =
    family === 4
      ? [24n, 16n, 8n, 0n].map(shift => String((address >> shift) & 255n)).join('.')
      : [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map(shift => ((address >> shift) & 65535n).toString(16)).join(':');
  return `${text}/${bits}`;
};

/** First and last address. */
const ends = ({ family, address, bits }: Range): readonly [bigint, bigint] => {
  const size = 1n << BigInt(width[family] - bits);
  const first = address - (address % size);
  return [first, first + size - 1n];
};

/** Two intervals share an address exactly when each begins before the other ends. */
const meet = (one: Range, other: Range): boolean => {
  const [first, last] = ends(one);
  const [begin, end] = ends(other);
  return one.family === other.family && first <= end && begin <= last;
};

const range = (family: 4 | 6): fc.Arbitrary<Range> =>
  fc.record({
    family: fc.constant(family),
    address: fc.bigInt({ min: 0n, max: (1n << BigInt(width[family])) - 1n }),
    bits: fc.integer({ min: 0, max: width[family] }),
  });

/** A range near another: the same address with one bit turned, and any length. */
const near = (one: Range): fc.Arbitrary<Range> =>
  fc.record({
    family: fc.constant(one.family),
    address: fc.integer({ min: 0, max: width[one.family] - 1 }).map(bit => one.address ^ (1n << BigInt(bit))),
    bits: fc.integer({ min: 0, max: width[one.family] }),
  });

const anyRange = fc.constantFrom<4 | 6>(4, 6).chain(range);

describe('two ranges', () => {
  it('overlap exactly when they share an address, wherever they are', () => {
    fc.assert(
      fc.property(anyRange, anyRange, (one, other) => {
        expect(overlap(written(one), written(other))).toBe(meet(one, other));
      }),
      { numRuns: runs(2000) },
    );
  });

  it('overlap exactly when they share an address, when they are near', () => {
    const pairs = anyRange.chain(one => fc.tuple(fc.constant(one), near(one)));
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        expect(overlap(written(one), written(other))).toBe(meet(one, other));
        expect(overlap(written(other), written(one))).toBe(meet(one, other));
      }),
      { numRuns: runs(4000) },
    );
  });

  it.each([
    ['10.0.0.0/16', '10.0.255.255/32', true],
    ['10.0.0.0/16', '10.1.0.0/16', false],
    ['10.0.0.0/15', '10.1.0.0/16', true],
    ['0.0.0.0/0', '203.0.113.7/32', true],
    ['2001:db8::/32', '2001:db8:ffff::/48', true],
    ['2001:db8::/32', '2001:db9::/32', false],
    ['::/0', '10.0.0.0/8', false],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(overlap(one, other)).toBe(expected);
  });
});
