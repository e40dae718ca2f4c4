import { DnsProvider } from '../../../lib';
import type { Instance } from './instance';
import { clear, dnsEndpoint, put, take } from './objects';
import { RenderedFleet } from './rendered-fleet';
import { World } from './world';

const first = '192.0.2.1';
const second = '192.0.2.2';
const third = '192.0.2.3';

/** Records of one name and several owners, on BIND: what the TXT registry protects, and where its protection ends. */
export function ownership(): void {
  let world: World;
  let fleet: RenderedFleet;

  const starts = (name: string): void => {
    beforeAll(() => {
      world = World.get();
      fleet = RenderedFleet.of(world.info, name, { provider: DnsProvider.rfc2136({ host: world.info.dns }) });
    });

    afterAll(() => {
      clear(world.info);
      world.bind.clear(world.site(1));
    });
  };
  const own = (site: number): Instance => fleet.instance(site);

  describe('a name that two clusters publish as owners of their own', () => {
    starts('owners');
    const name = (): string => world.name('claimed');

    it('belongs to the first: the second says nothing and is never published', () => {
      put(1, dnsEndpoint('claimed', { dnsName: name(), targets: [first] }));
      put(2, dnsEndpoint('claimed', { dnsName: name(), targets: [second] }));
      own(1).loop();
      own(2).loop(3);
      expect(world.bind.answers(name())).toEqual([first]);
      expect(world.bind.owners(name())).toEqual(['owners-s1']);
    });

    it('stays with the first when that one’s instance has stopped', () => {
      own(2).loop(3);
      expect(world.bind.answers(name())).toEqual([first]);
      expect(world.bind.owners(name())).toEqual(['owners-s1']);
    });

    it('goes to the second once the first takes it back', () => {
      take(1, dnsEndpoint('claimed', { dnsName: name(), targets: [first] }));
      own(1).loop();
      expect(world.bind.answers(name())).toEqual([]);
      own(2).loop();
      expect(world.bind.answers(name())).toEqual([second]);
      expect(world.bind.owners(name())).toEqual(['owners-s2']);
    });
  });

  describe('a set identifier on a provider without routing policies', () => {
    starts('identified');

    /** What is answered after each of several loops. */
    const answered = (label: string, setIdentifier: object): readonly number[] => {
      put(1, dnsEndpoint(label, { dnsName: world.name(label), targets: [first], ...setIdentifier }));
      return Array.from({ length: 6 }, () => {
        own(1).loop();
        return world.bind.answers(world.name(label)).length;
      });
    };

    it('makes the record vanish in every second loop', () => {
      expect(answered('identified', { setIdentifier: 's1' })).toEqual([1, 0, 1, 0, 1, 0]);
    });

    it('is what does it: without one the record stays', () => {
      expect(answered('plain', {})).toEqual([1, 1, 1, 1, 1, 1]);
    });
  });

  describe.each([
    ['A', 'a', 61, first, second],
    ['AAAA', 'aaaa', 58, '2001:db8::1', '2001:db8::2'],
  ] as const)('the first label of an %s record', (recordType, type, longest, before, after) => {
    starts(`label-${type}`);
    const published = (length: number): string => {
      const label = 'x'.repeat(length);
      put(1, dnsEndpoint('long', { dnsName: world.name(label), recordType, targets: [before] }));
      own(1).loop();
      expect(world.bind.answers(world.name(label), recordType)).toEqual([before]);
      put(1, dnsEndpoint('long', { dnsName: world.name(label), recordType, targets: [after] }));
      own(1).loop(2);
      return world.name(label);
    };

    it(`of ${longest} bytes leaves room for the ownership TXT, and the record is kept up to date`, () => {
      const name = published(longest);
      expect(world.bind.owners(name, type)).toEqual([`label-${type}-s1`]);
      expect(world.bind.answers(name, recordType)).toEqual([after]);
    });

    it(`of ${longest + 1} bytes leaves none: the record is made without an owner and never changed again`, () => {
      const name = published(longest + 1);
      expect(world.bind.answers(name, recordType)).toEqual([before]);
      own(2).loop();
      expect(world.bind.answers(name, recordType)).toEqual([before]);
    });
  });

  describe('a name that is taken over', () => {
    starts('takeover');
    const name = (): string => world.name('inherited');
    const publishes = (site: number, target: string): void => put(site, dnsEndpoint('inherited', { dnsName: name(), targets: [target] }));

    it('is made again, but not owned, by the next owner where only the record was removed', () => {
      publishes(1, first);
      own(1).loop();
      world.bind.update(world.site(1), `update delete ${name()} A`);
      publishes(2, second);
      own(2).loop();
      expect(world.bind.answers(name())).toEqual([second]);
      expect(world.bind.owners(name())).toEqual(['takeover-s1']);
    });

    it('is then out of the next owner’s reach', () => {
      publishes(2, third);
      own(2).loop(3);
      expect(world.bind.answers(name())).toEqual([second]);
      take(2, dnsEndpoint('inherited', { dnsName: name(), targets: [third] }));
      own(2).loop(2);
      expect(world.bind.answers(name())).toEqual([second]);
    });

    it('is overwritten by the owner that was thought to be gone', () => {
      own(1).loop();
      expect(world.bind.answers(name())).toEqual([first]);
    });

    it('is owned by the next owner where record and TXT were removed together', () => {
      publishes(2, second);
      world.bind.update(world.site(1), `update delete ${name()} A`, `update delete a-${name()} TXT`);
      own(2).loop();
      expect(world.bind.answers(name())).toEqual([second]);
      expect(world.bind.owners(name())).toEqual(['takeover-s2']);
      publishes(2, third);
      own(2).loop();
      expect(world.bind.answers(name())).toEqual([third]);
    });
  });
}
