import fc from 'fast-check';
import { type AddressRange, parseCidr, rangeText, subtractRanges } from '../../lib/plan/network/address-ranges';

/** Spans of addresses 0 to 15 of either family. */
const spans: fc.Arbitrary<readonly AddressRange[]> = fc.array(
  fc
    .tuple(fc.constantFrom(4, 6), fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 }))
    .map(([family, a, b]) => ({ family, first: BigInt(Math.min(a, b)), last: BigInt(Math.max(a, b)) })),
  { maxLength: 5 },
);

const members = (of: readonly AddressRange[]): readonly string[] =>
  [4, 6].flatMap(family =>
    Array.from({ length: 16 }, (_, at) => BigInt(at))
      .filter(address => of.some(one => one.family === family && one.first <= address && address <= one.last))
      .map(address => `${family}:${address}`),
  );

describe('ranges of addresses', () => {
  it('without others hold each address that is in the one and in none of the others', () => {
    fc.assert(
      fc.property(spans, spans, (from, taken) => {
        const gone = new Set(members(taken));
        expect(members(subtractRanges(from, taken))).toEqual(members(from).filter(address => !gone.has(address)));
      }),
    );
  });

  it('are as few as possible, and in order', () => {
    fc.assert(
      fc.property(spans, spans, (from, taken) => {
        const rest = subtractRanges(from, taken);
        for (const [at, one] of rest.entries()) {
          const next = rest[at + 1];
          if (next?.family === one.family) expect(next.first > one.last + 1n).toBe(true);
          else if (next) expect(next.family > one.family).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['10.1.2.3/16', '10.1.0.0/16'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['192.0.2.7/32', '192.0.2.7/32'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['::/0', '::/0'],
    ['::ffff:10.0.0.0/104', '::ffff:a00:0/104'],
    ['2001:db8:0:1::5/128', '2001:db8:0:1:0:0:0:5/128'],
  ])('%s are written as %s, or as the same addresses', (given, said) => {
    const one = parseCidr(given);
    expect(one && parseCidr(rangeText(one))).toEqual(parseCidr(said));
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '::/129', '10.0.0/8', 'fe80::1%eth0/64', '10.0.0.0/8/8', '', '10.0.0.0/-1', '10.0.0.0/a'])(
    'are not what %p says',
    given => {
      expect(parseCidr(given)).toBeUndefined();
    },
  );
});
