import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { Access, DnsProvider, Exposure, HealthChecks, HealthRequest, Seat, Standby, Topology, Traffic } from '../../../lib';
import { Background } from '../background';
import { lab, until } from '../lab';
import type { Instance } from './instance';
import { clear, dnsEndpoint, type Endpoint, put, type Rendered, take } from './objects';
import { PowerDns } from './power-dns';
import { RenderedFleet } from './rendered-fleet';
import { World } from './world';

const port = 18_153;
const queries = 40;

/** PowerDNS's LUA records, published by ExternalDNS: answers that follow the health of what they lead to. */
export function luaRecords(): void {
  describe('LUA records on PowerDNS', () => {
    let world: World;
    let dns: PowerDns;
    let scratch: string;
    let fleets: Readonly<Record<'s1' | 's2', RenderedFleet>>;
    const servers = new Map<number, Background>();

    const name = (system: string): string => `${system}.${PowerDns.zone}`;
    const node = (site: number): string => world.site(site).node;
    const stored = (label: string): readonly string[] => dns.stored(name(label), 'LUA');
    /** What so many queries in a row are answered with, and how often. */
    const tally = (label: string): Readonly<Record<string, number>> => {
      const answers = dns.answersOf(name(label), queries);
      return Object.fromEntries([...new Set(answers)].map(answer => [answer, answers.filter(other => other === answer).length]));
    };
    const publisher = (site: number, scope: 'local' | 'computed' = 'computed'): Instance => fleets.s1.instance(site, scope);
    /** A system's record as it is rendered where this cluster is the active one. */
    const rendered = (site: number, system: string, active: 's1' | 's2' = 's1'): Rendered =>
      fleets[active].one(site, 'DNSEndpoint', `${system}-computed`);
    const targets = (object: Rendered): readonly string[] =>
      (object.spec['endpoints'] as readonly Endpoint[]).flatMap(endpoint => endpoint.targets);
    const publish = (site: number, system: string): void => {
      put(site, rendered(site, system));
      publisher(site).loop();
    };
    const serve = async (site: number): Promise<void> => {
      const address = `${node(site)}:${port}`;
      const command = [lab.program, 'in', String(site), '/bin/busybox', 'httpd', '-f', '-p', address, '-h', scratch] as const;
      servers.set(site, await Background.start(command, () => answersHttp(`http://${address}/health`)));
    };
    const stop = async (site: number): Promise<void> => servers.get(site)?.kill();
    /** Waits until every query is answered so: before the first checks, and after the last, an answer is any candidate. */
    const settles = async (label: string, answer: readonly string[]): Promise<void> => {
      const wanted = [...answer].sort().join(' ');
      await until(`${name(label)} to lead to ${wanted} always`, 60, () => {
        const counts = tally(label);
        if (counts[wanted] === queries) return true;
        throw new Error(JSON.stringify(counts));
      });
    };

    const render = (active: string): RenderedFleet => {
      const provider = DnsProvider.powerDns({ api: PowerDns.url });
      const healthChecks = HealthChecks.server({
        request: HealthRequest.http({ port, path: '/health', contains: 'ok' }),
        interval: Duration.seconds(2), // as the lab's server has it
        timeout: Duration.seconds(1),
        failures: 1,
      });
      return RenderedFleet.of(world.info, 'computed', { zone: PowerDns.zone, provider }, ([first, second, third]) => {
        const seats = [Seat.of(first, { voters: 2 }), Seat.of(second, { voters: 2 }), Seat.of(third, { voters: 1 })];
        const topologies: Readonly<Record<string, Topology>> = {
          ordered: Topology.activeStandby({
            active: Seat.of(first, { voters: 2 }),
            standbys: [Standby.voting(second, { voters: 2 }), Standby.voting(third, { voters: 1 })],
          }),
          all: Topology.activeActive({ seats, traffic: Traffic.roundRobin() }),
          weighted: Topology.activeActive({
            seats,
            traffic: Traffic.weighted([
              [first, 150],
              [second, 50],
            ]),
          }),
        };
        return Object.fromEntries(
          Object.entries(topologies).map(([system, topology]) => [
            system,
            {
              topology,
              access: Access.dns({
                host: name(system),
                ttl: Duration.seconds(5),
                exposure: Exposure.ingress(),
                healthChecks,
                failback: 'automatic',
              }),
              ...(system === 'ordered' ? { active } : {}),
            },
          ]),
        );
      });
    };

    beforeAll(async () => {
      scratch = mkdtempSync(join(tmpdir(), 'georaft-facts-'));
      world = World.get();
      dns = PowerDns.up();
      fleets = { s1: render('s1'), s2: render('s2') };
      writeFileSync(join(scratch, 'health'), 'ok');
      for (const site of [1, 2, 3]) await serve(site);
    });

    afterAll(async () => {
      for (const server of servers.values()) await server.kill();
      clear(world.info);
      dns.clear();
      rmSync(scratch, { recursive: true, force: true });
    });

    it('are stored as they are rendered, from whichever cluster, and follow a change', () => {
      for (const active of ['s2', 's1'] as const) {
        for (const site of [1, 2]) put(site, rendered(site, 'ordered', active));
        for (const site of [1, 2, 1]) {
          publisher(site).loop();
          expect(stored('ordered')).toEqual(targets(rendered(3, 'ordered', active)));
        }
      }
      expect(targets(rendered(1, 'ordered', 's2'))).not.toEqual(targets(rendered(1, 'ordered', 's1')));
    });

    it('lead to the first that is healthy, in their order, and back', async () => {
      await settles('ordered', [node(1)]);
      await stop(1);
      await settles('ordered', [node(2)]);
      await stop(2);
      await settles('ordered', [node(3)]);
      await serve(1);
      await settles('ordered', [node(1)]);
      await serve(2);
    });

    it('lead to every one that is healthy', async () => {
      publish(1, 'all');
      await settles('all', [node(1), node(2), node(3)]);
      await stop(3);
      await settles('all', [node(1), node(2)]);
      await serve(3);
    });

    it('lead to the healthy ones by weights', async () => {
      publish(1, 'weighted');
      await until('both weights', 30, () => (Object.keys(tally('weighted')).length === 2 ? true : undefined));
      const counts = tally('weighted');
      // 30 of 40 expected; fewer than 18 or none of the other has a chance under one in 10 000.
      expect(counts[node(1)]).toBeGreaterThan(17);
      expect(counts[node(2)]).toBeGreaterThan(0);
      await stop(1);
      await settles('weighted', [node(2)]);
      await stop(2);
      // A weight of 0 serves only when no other does.
      await settles('weighted', [node(3)]);
      await serve(1);
      await serve(2);
    });

    it('still lead somewhere when nobody is healthy', async () => {
      for (const site of [1, 2, 3]) await stop(site);
      const anywhere = [1, 2, 3].map(node).sort();
      await until('an answer that is any of them', 30, () =>
        Object.keys(tally('ordered')).sort().join() === anywhere.join() ? true : undefined,
      );
      for (const site of [1, 2, 3]) await serve(site);
      await settles('ordered', [node(1)]);
    });

    it('stay when their DNSEndpoint is gone', () => {
      take(1, rendered(1, 'weighted'));
      publisher(1).loop(3);
      expect(stored('weighted')).toHaveLength(1);
    });

    it('share every answer with an A record of their name, which nobody checks', async () => {
      await settles('ordered', [node(1)]);
      put(1, dnsEndpoint('unchecked', { dnsName: name('ordered'), targets: ['192.0.2.9'] }, 'local'));
      publisher(1, 'local').loop();
      publisher(1).loop();
      expect(dns.stored(name('ordered'), 'A')).toEqual(['192.0.2.9']);
      expect(tally('ordered')).toEqual({ [[node(1), '192.0.2.9'].sort().join(' ')]: queries });
    });

    it('are made once and never changed where ownership is kept in TXT records', () => {
      const txt = publisher(2).with('--registry=txt', '--txt-owner-id=computed-s2', '--policy=sync');
      const publish = (active: 's1' | 's2'): void =>
        put(
          2,
          dnsEndpoint('owned', { dnsName: name('owned'), recordType: 'LUA', targets: targets(rendered(2, 'ordered', active)) }, 'computed'),
        );
      publish('s1');
      txt.loop();
      publish('s2');
      txt.loop(3);
      expect(stored('owned')).toEqual(targets(rendered(2, 'ordered', 's1')));
      publisher(2).loop();
      expect(stored('owned')).toEqual(targets(rendered(2, 'ordered', 's2')));
    });
  });
}

const answersHttp = (url: string): boolean => {
  try {
    return lab.inside(['curl', '-fsS', url]).trim() === 'ok';
  } catch {
    return false;
  }
};
