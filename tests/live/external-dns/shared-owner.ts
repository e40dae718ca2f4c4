import { Duration } from 'cdk8s';
import { Access, DnsProvider, Exposure, Seat, Standby, Topology } from '../../../lib';
import { lab, until } from '../lab';
import { clear, put } from './objects';
import { RenderedFleet } from './rendered-fleet';
import { World } from './world';

const system = 'flip';

/** The name that all clusters publish alike as one owner, and what a cluster does to it that missed the last commit. */
export function sharedOwner(): void {
  describe('a name that all clusters share', () => {
    let world: World;
    let fleets: Readonly<Record<'s1' | 's2', RenderedFleet>>;
    const name = (): string => world.name(system);
    const answers = (): readonly string[] => world.bind.answers(name());
    const node = (site: number): readonly string[] => [world.site(site).node];
    /** A cluster applies the commit in which this cluster is the active one. */
    const applies = (site: number, active: 's1' | 's2'): void => put(site, fleets[active].one(site, 'DNSEndpoint', `${system}-global`));
    const loop = (site: number): void => fleets.s1.instance(site, 'global').loop();

    beforeAll(() => {
      world = World.get();
      const rendered = (active: string): RenderedFleet =>
        RenderedFleet.of(world.info, 'common', { provider: DnsProvider.rfc2136({ host: world.info.dns }) }, ([first, second, third]) => ({
          [system]: {
            topology: Topology.activeStandby({
              active: Seat.of(first, { voters: 2 }),
              standbys: [Standby.voting(second, { voters: 2 }), Standby.witness(third, { voters: 1 })],
            }),
            access: Access.dns({ host: name(), ttl: Duration.seconds(5), exposure: Exposure.ingress() }),
            active,
          },
        }));
      fleets = { s1: rendered('s1'), s2: rendered('s2') };
    });

    afterAll(() => {
      lab.run('dns', 'grant', '3');
      clear(world.info);
      world.bind.clear(world.site(1));
    });

    it('is the same from each, so that it stays in whichever order they write', () => {
      for (const site of [1, 2, 3]) applies(site, 's1');
      for (const site of [1, 2, 3, 3, 2, 1]) {
        loop(site);
        expect(answers()).toEqual(node(1));
      }
      expect(world.bind.owners(name())).toEqual(['common-global']);
    });

    it('moves with a commit that one living cluster has applied', () => {
      applies(2, 's2');
      loop(2);
      expect(answers()).toEqual(node(2));
    });

    it('is moved back by a cluster that returns without the commit, and the two fight', () => {
      for (let round = 0; round < 3; round += 1) {
        loop(3);
        expect(answers()).toEqual(node(1));
        loop(2);
        expect(answers()).toEqual(node(2));
      }
    });

    it('stays where it was moved once the key of the other cluster is revoked', async () => {
      lab.run('dns', 'revoke', '3');
      await until('the refusal of site 3’s key', 30, () => (mayWrite(3) ? undefined : true));
      for (let round = 0; round < 3; round += 1) {
        expect(fleets.s1.instance(3, 'global').failure()).toContain('REFUSED');
        expect(answers()).toEqual(node(2));
        loop(2);
        expect(answers()).toEqual(node(2));
      }
    });

    it('stays there when the cluster has the commit and its key again', async () => {
      applies(3, 's2');
      lab.run('dns', 'grant', '3');
      await until('site 3’s key', 30, () => (mayWrite(3) ? true : undefined));
      for (const site of [3, 2, 3]) {
        loop(site);
        expect(answers()).toEqual(node(2));
      }
    });

    it('is not removed by a cluster that lacks it', () => {
      clear(world.info);
      for (const site of [1, 2, 3]) loop(site);
      expect(answers()).toEqual(node(2));
    });

    const mayWrite = (site: number): boolean => {
      try {
        world.bind.update(world.site(site), `update add ${world.name(`tried-by-s${site}`)} 5 A 192.0.2.9`);
        return true;
      } catch (error) {
        if (String(error).includes('REFUSED')) return false;
        throw error;
      }
    };
  });
}
