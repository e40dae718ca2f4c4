import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Background } from '../background';
import { lab, until } from '../lab';
import { Instance } from './instance';
import { clear, dnsEndpoint, marked, put, take } from './objects';
import { PowerDns } from './power-dns';
import { World } from './world';

const port = 18_153;
const queries = 40;

/** PowerDNS's LUA records, published by ExternalDNS: answers that follow the health of what they lead to. */
export function luaRecords(): void {
  describe('LUA records on PowerDNS', () => {
    let world: World;
    let dns: PowerDns;
    let scratch: string;
    const servers = new Map<number, Background>();

    const name = (label: string): string => `${label}.${PowerDns.zone}`;
    const node = (site: number): string => world.site(site).node;
    const stored = (label: string): readonly string[] => dns.stored(name(label), 'LUA');
    /** What so many queries in a row are answered with, and how often. */
    const tally = (label: string): Readonly<Record<string, number>> => {
      const answers = dns.answersOf(name(label), queries);
      return Object.fromEntries([...new Set(answers)].map(answer => [answer, answers.filter(other => other === answer).length]));
    };
    const publisher = (site: number, scope: 'local' | 'global' = 'global'): Instance =>
      new Instance(world.site(site), [
        '--source=crd',
        `--label-filter=${marked(scope)}`,
        '--provider=pdns',
        `--pdns-server=${PowerDns.url}`,
        `--pdns-api-key=${PowerDns.key}`,
        `--domain-filter=${PowerDns.zone}`,
        '--managed-record-types=LUA',
        '--registry=noop',
        '--policy=upsert-only',
      ]);
    /** The clusters in this order: one group each. */
    const ordered = (...sites: readonly number[]): string => checked(`{${sites.map(site => `{'${node(site)}'}`).join(',')}}`);
    const checked = (candidates: string): string => `A "ifurlup('http://app.test:${port}/health', ${candidates})"`;
    const publish = (site: number, label: string, target: string, more: object = {}): void =>
      put(site, dnsEndpoint(label, { dnsName: name(label), recordType: 'LUA', targets: [target], ...more }, 'global'));
    const serve = async (site: number): Promise<void> => {
      const address = `${node(site)}:${port}`;
      const command = [lab.program, 'in', String(site), '/bin/busybox', 'httpd', '-f', '-p', address, '-h', scratch] as const;
      servers.set(site, await Background.start(command, () => answersHttp(`http://${address}/health`)));
    };
    const stop = async (site: number): Promise<void> => servers.get(site)?.kill();
    /** Waits until every query is answered so: before the first checks, and after the last, an answer is any candidate. */
    const settles = async (label: string, answer: readonly string[]): Promise<void> => {
      const wanted = [...answer].sort().join(' ');
      await until(`${name(label)} to lead to ${wanted} always`, 30, () => {
        const counts = tally(label);
        if (counts[wanted] === queries) return true;
        throw new Error(JSON.stringify(counts));
      });
    };

    beforeAll(async () => {
      world = World.get();
      dns = PowerDns.up();
      scratch = mkdtempSync(join(tmpdir(), 'georaft-facts-'));
      writeFileSync(join(scratch, 'health'), 'ok');
      for (const site of [1, 2, 3]) await serve(site);
    }, 120_000);

    afterAll(async () => {
      for (const server of servers.values()) await server.kill();
      clear(world.info);
      dns.clear();
      rmSync(scratch, { recursive: true, force: true });
    });

    it('are stored as the DNSEndpoint has them, from whichever cluster, and follow it', () => {
      for (const site of [1, 2]) publish(site, 'ordered', ordered(2, 1));
      for (const site of [1, 2, 1]) {
        publisher(site).loop();
        expect(stored('ordered')).toEqual([ordered(2, 1)]);
      }
      for (const site of [1, 2]) publish(site, 'ordered', ordered(1, 2, 3));
      for (const site of [2, 1, 2]) {
        publisher(site).loop();
        expect(stored('ordered')).toEqual([ordered(1, 2, 3)]);
      }
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
      publish(1, 'all', checked(`{'${node(1)}','${node(2)}','${node(3)}'}, {selector='all'}`));
      publisher(1).loop();
      await settles('all', [node(1), node(2), node(3)]);
      await stop(3);
      await settles('all', [node(1), node(2)]);
      await serve(3);
    });

    it('lead to the healthy ones by weights, where an address is repeated', async () => {
      publish(1, 'weighted', checked(`{'${node(1)}','${node(1)}','${node(1)}','${node(2)}'}`));
      publisher(1).loop();
      await until('both weights', 30, () => (Object.keys(tally('weighted')).length === 2 ? true : undefined));
      const counts = tally('weighted');
      // 30 of 40 expected; fewer than 18 or none of the other has a chance under one in 10 000.
      expect(counts[node(1)]).toBeGreaterThan(17);
      expect(counts[node(2)]).toBeGreaterThan(0);
      await stop(1);
      await settles('weighted', [node(2)]);
      await serve(1);
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
      take(1, dnsEndpoint('weighted', { dnsName: name('weighted'), targets: [] }));
      publisher(1).loop(3);
      expect(stored('weighted')).toHaveLength(1);
    });

    it('share every answer with an A record of their name, which nobody checks', async () => {
      await settles('ordered', [node(1)]);
      put(1, dnsEndpoint('unchecked', { dnsName: name('ordered'), targets: ['192.0.2.9'] }, 'local'));
      publisher(1, 'local').with('--managed-record-types=A', '--registry=txt', '--txt-owner-id=facts-s1', '--policy=sync').loop();
      publisher(1).loop();
      expect(dns.stored(name('ordered'), 'A')).toEqual(['192.0.2.9']);
      expect(tally('ordered')).toEqual({ [[node(1), '192.0.2.9'].sort().join(' ')]: queries });
    });

    it('are made once and never changed where ownership is kept in TXT records', () => {
      const txt = publisher(2).with('--registry=txt', '--txt-owner-id=facts-s2', '--policy=sync');
      publish(2, 'owned', ordered(1));
      txt.loop();
      publish(2, 'owned', ordered(2));
      txt.loop(3);
      expect(stored('owned')).toEqual([ordered(1)]);
      publisher(2).loop();
      expect(stored('owned')).toEqual([ordered(2)]);
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
