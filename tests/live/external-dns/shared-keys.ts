import { CoreDns } from './core-dns';
import { Instance } from './instance';
import { clear, dnsEndpoint, marked, put, take } from './objects';
import { World } from './world';

const name = `app.${CoreDns.zone}`;
const strict = '--coredns-strictly-owned';

/** Several clusters that answer one name out of one etcd. */
export function sharedKeys(): void {
  describe('a name in CoreDNS that several clusters publish', () => {
    let world: World;
    let dns: CoreDns;
    const publisher = (site: number): Instance =>
      new Instance(
        world.site(site),
        [
          '--source=crd',
          `--label-filter=${marked('local')}`,
          '--provider=coredns',
          `--domain-filter=${CoreDns.zone}`,
          '--managed-record-types=A',
          '--managed-record-types=AAAA',
          '--managed-record-types=CNAME',
          '--registry=noop',
          '--policy=sync',
          `--txt-owner-id=facts-s${site}`,
        ],
        { ETCD_URLS: CoreDns.etcd },
      );
    const publish = (site: number, recordType: string, ...targets: readonly string[]): void =>
      put(site, dnsEndpoint('app', { dnsName: name, recordType, targets }));
    const answers = (): readonly string[] => dns.answers(name);
    /** Each site's instance runs one loop, in this order; what is answered after each. */
    const rounds = (order: readonly number[], ...flags: readonly string[]): readonly (readonly string[])[] =>
      order.map(site => {
        publisher(site)
          .with(...flags)
          .loop();
        return answers();
      });

    beforeAll(async () => {
      world = World.get();
      dns = await CoreDns.up();
    });

    afterEach(() => {
      clear(world.info);
      dns.clear();
    });

    afterAll(() => dns.down());

    it('leads to all of them where each owns its keys strictly', () => {
      publish(1, 'A', '192.0.2.1', '192.0.2.11');
      publish(2, 'A', '192.0.2.2');
      const both = ['192.0.2.1', '192.0.2.11', '192.0.2.2'];
      expect(rounds([1, 2, 1, 2, 2, 1], strict)).toEqual([['192.0.2.1', '192.0.2.11'], both, both, both, both, both]);
      expect(
        dns
          .keys()
          .map(({ owner, host }) => [owner, host])
          .sort(),
      ).toEqual([
        ['facts-s1', '192.0.2.1'],
        ['facts-s1', '192.0.2.11'],
        ['facts-s2', '192.0.2.2'],
      ]);
    });

    it('follows each of them', () => {
      publish(1, 'A', '192.0.2.1', '192.0.2.11');
      publish(2, 'A', '192.0.2.2');
      rounds([1, 2], strict);
      publish(1, 'A', '192.0.2.1', '192.0.2.12');
      expect(rounds([1, 2], strict)).toEqual(Array(2).fill(['192.0.2.1', '192.0.2.12', '192.0.2.2']));
      take(1, dnsEndpoint('app', { dnsName: name, targets: [] }));
      // One key a loop.
      rounds([1, 1], strict);
      expect(answers()).toEqual(['192.0.2.2']);
      expect(dns.keys()).toHaveLength(1);
    });

    it('goes on leading to one whose instance has stopped, whatever the others do', () => {
      for (const site of [1, 2, 3]) publish(site, 'A', `192.0.2.${site}`);
      rounds([1, 2, 3], strict);
      clear(world.info);
      expect(rounds([2, 3, 2, 3], strict).at(-1)).toEqual(['192.0.2.1']);
      // An instance that takes its owner id can remove it.
      publisher(2).with(strict, '--txt-owner-id=facts-s1').loop();
      expect(answers()).toEqual([]);
    });

    it('keeps the ownership texts of every change where the registry is not noop', () => {
      const texts = (): number => dns.keys().filter(({ path }) => path.includes('/a-app/')).length;
      for (const last of [1, 2, 3]) {
        publish(1, 'A', `192.0.2.${last}`);
        rounds([1], strict, '--registry=txt');
        expect([answers(), texts()]).toEqual([[`192.0.2.${last}`], last]);
      }
    });

    it('belongs to the first without strict ownership and with TXT records', () => {
      for (const site of [1, 2]) publish(site, 'A', `192.0.2.${site}`);
      expect(rounds([1, 2, 1, 2], '--registry=txt')).toEqual(Array(4).fill(['192.0.2.1']));
    });

    it('is fought over without strict ownership and without TXT records', () => {
      for (const site of [1, 2]) publish(site, 'A', `192.0.2.${site}`);
      expect(rounds([1, 2, 1, 2])).toEqual([['192.0.2.1'], ['192.0.2.2'], ['192.0.2.1'], ['192.0.2.2']]);
    });

    it('loses the parts of the strict ones to one that is not', () => {
      for (const site of [1, 2, 3]) publish(site, 'A', `192.0.2.${site}`);
      expect(rounds([1, 2], strict)).toEqual([['192.0.2.1'], ['192.0.2.1', '192.0.2.2']]);
      expect(rounds([3])).toEqual([['192.0.2.3']]);
    });

    it.each(['noop', 'txt'])('is written anew in every loop where its address is of IPv6 (registry %s)', registry => {
      publish(1, 'AAAA', '2001:db8::1');
      const paths = [1, 2, 3].map(() => {
        publisher(1).with(strict, `--registry=${registry}`).loop();
        expect(dns.answers(name, 'AAAA')).toEqual(['2001:db8::1']);
        return dns.keys().find(({ host }) => host)?.path;
      });
      expect(new Set(paths).size).toBe(3);
    });

    it('has two canonical names, which no name may have, where they publish names', () => {
      for (const site of [1, 2]) publish(site, 'CNAME', `c${site}.example.test`);
      expect(rounds([1, 2], strict).at(-1)).toEqual(['c1.example.test.', 'c2.example.test.']);
    });
  });
}
