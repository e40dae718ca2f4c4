import { Duration, Size } from 'cdk8s';
import { Finding } from '../../lib/domain/finding';
import { anyDuration, duration, quantityMethods, size } from '../../lib/plan/input/quantity-shape';
import { places, sources } from '../architecture/sources';

jest.setTimeout(60_000);

/** The classes of another copy of cdk8s, as a second one in the tree of packages has them. */
function otherCopy(): { readonly Duration: typeof Duration; readonly Size: typeof Size } {
  let other: typeof import('cdk8s') | undefined;
  jest.isolateModules(() => {
    other = require('cdk8s') as typeof import('cdk8s');
  });
  if (!other) throw new Error('cdk8s is not loaded');
  return other;
}

const said = (findings: readonly Finding[]): readonly string[] => findings.map(Finding.line);

describe('a quantity of another copy of cdk8s', () => {
  const other = otherCopy();

  it('is one of another class', () => {
    expect(other.Size.gibibytes(8)).not.toBeInstanceOf(Size);
    expect(other.Duration.seconds(8)).not.toBeInstanceOf(Duration);
  });

  it('is taken as one of our own is', () => {
    expect(said(size(other.Size.gibibytes(8), 'storage'))).toEqual([]);
    expect(said(duration(5, 60)(other.Duration.minutes(1), 'ttl'))).toEqual([]);
    expect(said(anyDuration(0, 5)(other.Duration.millis(1500), 'trip'))).toEqual([]);
  });

  it('is refused for its amount as one of our own is', () => {
    for (const from of [other, { Duration, Size }]) {
      expect(said(size(from.Size.kibibytes(1536), 'storage'))).toEqual([
        '[storage] input/shape: is 1536 KiB; give a Size of whole mebibytes, 1 MiB or more',
      ]);
      expect(said(duration(5, 60)(from.Duration.millis(5500), 'ttl'))).toEqual([
        '[ttl] input/shape: is 5.5 s; give a Duration of whole seconds from 5 s to 60 s',
      ]);
      expect(said(anyDuration(0, 5)(from.Duration.minutes(1), 'trip'))).toEqual([
        '[trip] input/shape: is 60 s; give a Duration from 0 s to 5 s',
      ]);
    }
  });

  it('is refused for its copy where it does not answer', () => {
    class Mute {
      readonly amount = 8;
    }
    const fix = "keep one copy in the project; 'npm ls cdk8s' shows them";
    Object.defineProperty(Mute, 'name', { value: 'Size' });
    expect(said(size(new Mute(), 'storage'))).toEqual([
      `[storage] input/shape: comes from another copy of cdk8s, whose Size has no working toKibibytes(); ${fix}`,
    ]);
    class Throwing {
      toSeconds(): number {
        return 1;
      }
      toMilliseconds(): number {
        throw new Error('not here');
      }
    }
    Object.defineProperty(Throwing, 'name', { value: 'Duration' });
    expect(said(duration(1, 2)(new Throwing(), 'ttl'))).toEqual([
      `[ttl] input/shape: comes from another copy of cdk8s, whose Duration has no working toMilliseconds(); ${fix}`,
    ]);
  });
});

describe('what is no quantity', () => {
  it.each([undefined, null, 8, '8Gi', {}, { amount: 8 }, [], () => 8])('is refused as what it is: %p', value => {
    const [found, ...more] = size(value, 'storage');
    expect([found?.fix, more]).toEqual(['give a Size of whole mebibytes, 1 MiB or more', []]);
  });

  it('is not taken for the other kind of quantity', () => {
    expect(size(Duration.seconds(2048), 'storage')).toHaveLength(1);
    expect(duration(0, 10_000)(Size.mebibytes(5), 'ttl')).toHaveLength(1);
  });
});

describe('the library', () => {
  it('asks quantities for nothing that was not looked for before', () => {
    const units = ['Kibibytes', 'Mebibytes', 'Gibibytes', 'Tebibytes', 'Pebibytes', 'Milliseconds', 'Seconds', 'Minutes', 'Hours', 'Days'];
    const asks = new RegExp(`\\.(to(${units.join('|')}|HumanString|IsoString)|asString|unitLabel|plus)\\(`);
    const asked = sources('lib').flatMap(file => places(file, asks).map(place => /\.(\w+)\($/.exec(place)?.[1]));
    expect([...new Set(asked)].sort()).toEqual(Object.values(quantityMethods).flat().sort());
  });
});
