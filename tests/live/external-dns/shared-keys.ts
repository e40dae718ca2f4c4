import { Duration } from 'cdk8s';
import { Access, DnsProvider, Exposure, Seat, Topology, Traffic } from '../../../lib';
import { CoreDns } from './core-dns';
import type { Instance } from './instance';
import { clear, dnsEndpoint, put, take } from './objects';
import { RenderedFleet } from './rendered-fleet';
import { World } from './world';

/** Not above the names of members: CoreDNS answers a name with everything below it. */
const name = `clients-app.${CoreDns.zone}`;

/** Several clusters that answer one name out of one etcd. */
export function sharedKeys(): void {
  describe('a name in CoreDNS that several clusters publish', () => {
    let world: World;
    let dns: CoreDns;
    let fleet: RenderedFleet;
    const publisher = (site: number): Instance => fleet.instance(site);
    const loose = (site: number): Instance => publisher(site).without('--coredns-strictly-owned');
    const publish = (site: number, recordType: string, ...targets: readonly string[]): void =>
      put(site, dnsEndpoint('app', { dnsName: name, recordType, targets }));
    const answers = (): readonly string[] => dns.answers(name);
    /** Each site's instance runs one loop, in this order; what is answered after each. */
    const rounds = (order: readonly number[], instance: (site: number) => Instance = publisher): readonly (readonly string[])[] =>
      order.map(site => {
        instance(site).loop();
        return answers();
      });

    beforeAll(async () => {
      world = World.get();
      dns = await CoreDns.up();
      fleet = RenderedFleet.of(
        world.info,
        'parted',
        { zone: CoreDns.zone, provider: DnsProvider.coreDns({ etcd: [CoreDns.etcd] }) },
        ([first, second, third]) => ({
          app: {
            topology: Topology.activeActive({
              seats: [Seat.of(first, { voters: 2 }), Seat.of(second, { voters: 2 }), Seat.of(third, { voters: 1 })],
              traffic: Traffic.roundRobin(),
            }),
            access: Access.dns({ host: name, ttl: Duration.seconds(5), exposure: Exposure.ingress() }),
          },
        }),
      );
    });

    afterEach(() => {
      clear(world.info);
      dns.clear();
    });

    afterAll(() => dns.down());

    it('leads to all of them as it is rendered', () => {
      const sites = [1, 2, 3];
      for (const site of sites) for (const object of fleet.all(site, 'DNSEndpoint')) put(site, object);
      const nodes = sites.map(site => world.site(site).node);
      expect(rounds([...sites, ...sites])).toEqual([nodes.slice(0, 1), nodes.slice(0, 2), nodes, nodes, nodes, nodes]);
      expect(
        dns
          .keys()
          .map(({ owner }) => owner)
          .sort(),
      ).toEqual(['parted-s1', 'parted-s2', 'parted-s3']);
    });

    it('leads to all of them where each owns its keys strictly', () => {
      publish(1, 'A', '192.0.2.1', '192.0.2.11');
      publish(2, 'A', '192.0.2.2');
      const both = ['192.0.2.1', '192.0.2.11', '192.0.2.2'];
      expect(rounds([1, 2, 1, 2, 2, 1])).toEqual([['192.0.2.1', '192.0.2.11'], both, both, both, both, both]);
      expect(
        dns
          .keys()
          .map(({ owner, host }) => [owner, host])
          .sort(),
      ).toEqual([
        ['parted-s1', '192.0.2.1'],
        ['parted-s1', '192.0.2.11'],
        ['parted-s2', '192.0.2.2'],
      ]);
    });

    it('follows each of them', () => {
      publish(1, 'A', '192.0.2.1', '192.0.2.11');
      publish(2, 'A', '192.0.2.2');
      rounds([1, 2]);
      publish(1, 'A', '192.0.2.1', '192.0.2.12');
      expect(rounds([1, 2])).toEqual(Array(2).fill(['192.0.2.1', '192.0.2.12', '192.0.2.2']));
      take(1, dnsEndpoint('app', { dnsName: name, targets: [] }));
      // One key a loop.
      rounds([1, 1]);
      expect(answers()).toEqual(['192.0.2.2']);
      expect(dns.keys()).toHaveLength(1);
    });

    it('goes on leading to one whose instance has stopped, whatever the others do', () => {
      for (const site of [1, 2, 3]) publish(site, 'A', `192.0.2.${site}`);
      rounds([1, 2, 3]);
      clear(world.info);
      expect(rounds([2, 3, 2, 3]).at(-1)).toEqual(['192.0.2.1']);
      // An instance that takes its owner id can remove it.
      publisher(2).with('--txt-owner-id=parted-s1').loop();
      expect(answers()).toEqual([]);
    });

    it('keeps the ownership texts of every change where the registry is not noop', () => {
      const texts = (): number => dns.keys().filter(({ path }) => path.includes('/a-clients-app/')).length;
      for (const last of [1, 2, 3]) {
        publish(1, 'A', `192.0.2.${last}`);
        rounds([1], site => publisher(site).with('--registry=txt'));
        expect([answers(), texts()]).toEqual([[`192.0.2.${last}`], last]);
      }
    });

    it('belongs to the first without strict ownership and with TXT records', () => {
      for (const site of [1, 2]) publish(site, 'A', `192.0.2.${site}`);
      expect(rounds([1, 2, 1, 2], site => loose(site).with('--registry=txt'))).toEqual(Array(4).fill(['192.0.2.1']));
    });

    it('is fought over without strict ownership and without TXT records', () => {
      for (const site of [1, 2]) publish(site, 'A', `192.0.2.${site}`);
      expect(rounds([1, 2, 1, 2], loose)).toEqual([['192.0.2.1'], ['192.0.2.2'], ['192.0.2.1'], ['192.0.2.2']]);
    });

    it('loses the parts of the strict ones to one that is not', () => {
      for (const site of [1, 2, 3]) publish(site, 'A', `192.0.2.${site}`);
      expect(rounds([1, 2])).toEqual([['192.0.2.1'], ['192.0.2.1', '192.0.2.2']]);
      expect(rounds([3], loose)).toEqual([['192.0.2.3']]);
    });

    it.each(['noop', 'txt'])('is written anew in every loop where its address is of IPv6 (registry %s)', registry => {
      publish(1, 'AAAA', '2001:db8::1');
      const paths = [1, 2, 3].map(() => {
        publisher(1).with(`--registry=${registry}`, '--managed-record-types=A', '--managed-record-types=AAAA').loop();
        expect(dns.answers(name, 'AAAA')).toEqual(['2001:db8::1']);
        return dns.keys().find(({ host }) => host)?.path;
      });
      expect(new Set(paths).size).toBe(3);
    });

    it('has two canonical names, which no name may have, where they publish names', () => {
      for (const site of [1, 2]) publish(site, 'CNAME', `c${site}.example.test`);
      expect(rounds([1, 2]).at(-1)).toEqual(['c1.example.test.', 'c2.example.test.']);
    });
  });
}
