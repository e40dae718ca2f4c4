import { Duration, Lazy, Size } from 'cdk8s';
import fc from 'fast-check';
import { exactText } from '../../lib/synth/exact-text';
import { runs } from '../extent';

/** What a value is, told in another way: JSON of lists that name each type, with keys in their order. */
const told = (value: unknown): string => JSON.stringify(parts(value));

function parts(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(parts)];
  if (typeof value !== 'object' || value === null)
    return [value === null ? 'null' : typeof value, Object.is(value, -0) ? '-0' : String(value)];
  if (value instanceof Duration) return ['duration', value.toMilliseconds(), value.unitLabel()];
  return ['object', ...Object.entries(value).map(([key, part]) => [key, parts(part)])];
}

/** Few and alike, so that two of them are often the same, or nearly. */
const text = fc.constantFrom('', 'a', '1', '"', '1"a', 'a,', ':', '{', '}', '[', ']', 'undefined', 'null', '-0', '0', 'é', '\u{1f600}');
const { value } = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    text,
    fc.constantFrom(0, -0, 1, 10, 1.5, Number.NaN, true, false, null, undefined),
    fc.constantFrom(Duration.seconds(60), Duration.minutes(1), Duration.seconds(61)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

describe('the text that stands for a value', () => {
  it('is the same for the same values, and for no others', () => {
    const seen = { same: 0, others: 0 };
    fc.assert(
      fc.property(value, value, (one, other) => {
        const same = told(one) === told(other);
        seen[same ? 'same' : 'others'] += 1;
        expect(exactText(one) === exactText(other)).toBe(same);
        expect(exactText(structured(one))).toBe(exactText(one));
      }),
      { numRuns: runs(20_000) },
    );
    expect(Math.min(seen.same, seen.others)).toBeGreaterThan(20);
  });

  it.each<readonly [string, unknown, unknown]>([
    ['a key that is undefined and one that is missing', { a: undefined }, {}],
    ['the order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['a number and its text', 1, '1'],
    ['a duration in another unit', Duration.seconds(60), Duration.minutes(1)],
    ['a size in another unit', Size.mebibytes(1024), Size.gibibytes(1)],
    ['where a list ends', [['a'], 'b'], [['a', 'b']]],
  ])('tells %s apart', (_, one, other) => {
    expect(exactText(one)).toBeDefined();
    expect(exactText(one)).not.toBe(exactText(other));
  });

  const itself: { own?: unknown } = {};
  itself.own = itself;
  it.each<readonly [string, unknown]>([
    ['a function', { produce: () => 1 }],
    ['what cdk8s resolves later', [Lazy.any({ produce: () => 1 })]],
    ['an object with a life of its own', { at: new Date(0) }],
    ['a map', new Map([['a', 1]])],
    ['a symbol', Symbol('a')],
    ['a number of any length', 1n],
    ['what refers to itself', itself],
  ])('is not there for %s', (_, given) => {
    expect(exactText(given)).toBeUndefined();
  });
});

/** The same value made anew: who it is counts for nothing. */
function structured(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structured);
  if (typeof value !== 'object' || value === null || value instanceof Duration) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, structured(part)]));
}
