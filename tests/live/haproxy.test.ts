import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { Access, type Cluster, Exposure, PartialFailure, RaftEngine, Seat, Sessions, Standby, Topology, Traffic } from '../../lib';
import type { LoadBalancerAccess } from '../../lib/domain/access';
import { haproxyConfig } from '../../lib/plan/balancer/haproxy-config';
import type { BalancerPlan } from '../../lib/plan/model/balancer-plan';
import { fleet, must, plan, spread, system } from '../fixtures';
import { freePort, Haproxy, Member, validate, whoAnswers } from './haproxy-process';
import { missing, until } from './lab';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
const live = why ? describe.skip : describe;

const described = fleet(3);
const [frankfurt, dublin, london] = described.clusters as readonly [Cluster, Cluster, Cluster];
const three = described.clusters;

/** A server of HTTP that is asked on its only client port. */
const engine = RaftEngine.generic({
  name: 'web',
  image: 'registry.example.test/web:1.0.0',
  raftPort: 8090,
  clientPort: 8080,
  dataPath: '/data',
  readiness: { handler: { kind: 'http', path: '/readyz', port: 'client' }, needs: 'process' },
  shutdown: { grace: Duration.seconds(30) },
});

const pair = Topology.activeStandby({
  active: Seat.of(frankfurt, { voters: 2 }),
  standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
});
const ordered = spread(three, [1, 1, 1], Traffic.ordered([dublin, frankfurt, london]));
const shares = Traffic.weighted([
  [frankfurt, 100],
  [dublin, 100],
  [london, 50],
]);

const planned = (topology: Topology, terms: Partial<LoadBalancerAccess> = {}): BalancerPlan => {
  const access = Access.loadBalancer({
    sites: [{ cluster: frankfurt }, { cluster: dublin }],
    image: 'docker.io/library/haproxy:2.6.12',
    protocol: 'http',
    exposure: Exposure.podAddresses(),
    checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 2, rise: 2 },
    ...terms,
  });
  const [one] = plan(described, { demo: system(topology, { engine, access }) }).systems;
  return must(must(one).balancer);
};

const host = { host: 'demo.example.test', ttl: Duration.seconds(30) };
const forward = PartialFailure.forward({ attempts: 2, timeout: Duration.seconds(1) });

const validated: readonly (readonly [string, BalancerPlan])[] = [
  ['an order', planned(pair)],
  ['an order of connections', planned(pair, { protocol: 'tcp' })],
  ['an order that returns by itself', planned(ordered, { failback: 'automatic', protocol: 'tcp' })],
  ['an order whose requests are sent again', planned(ordered, { partialFailure: forward })],
  ['an order with cookies', planned(ordered, { sessions: Sessions.byCookie({ name: 'at' }) })],
  ['shares', planned(spread(three, [2, 2, 1], shares))],
  ['shares of connections', planned(spread(three, [2, 2, 1], shares), { protocol: 'tcp' })],
  [
    'shares with cookies',
    planned(spread(three, [2, 2, 1], shares), { sessions: Sessions.byCookie({ name: 'at' }), partialFailure: forward }),
  ],
  ['shares by source', planned(spread(three, [2, 2, 1], shares), { sessions: Sessions.bySource(), protocol: 'tcp' })],
  ['Ingresses', planned(pair, { exposure: Exposure.ingress(), name: host })],
  ['Ingresses with TLS', planned(pair, { exposure: Exposure.ingress({ tlsSecretName: 'tls' }), name: host, protocol: 'tcp' })],
  ['load balancers of the clusters', planned(pair, { exposure: Exposure.loadBalancer() })],
];

live('HAProxy, with the configuration of a plan', () => {
  const folder = mkdtempSync(join(tmpdir(), 'georaft-haproxy-'));
  const running: (Haproxy | Member)[] = [];
  let lastAddress = 0;

  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe.each([
    ['IPv4', ['10.0.0.0/16']],
    ['IPv6', ['2001:db8::/56']],
    ['both', ['10.0.0.0/16', '2001:db8::/56']],
  ] as const)('in a cluster of %s', (_families, podCidrs) => {
    it.each(validated)('is valid for %s, without a warning', (_what, balancer) => {
      expect(validate(folder, haproxyConfig(balancer, { podCidrs }))).toEqual({ valid: true, complaints: [] });
    });
  });

  /** Members in the place of a plan's servers, and HAProxy in front of them; everything on addresses and ports of this machine. */
  async function front(balancer: BalancerPlan) {
    const port = await freePort();
    const health = await freePort();
    const members: Member[] = [];
    const [route] = balancer.routes;
    const names = [...new Set(must(route).clusters.flatMap(({ servers }) => servers.map(({ name }) => name)))];
    for (const name of names) {
      lastAddress += 1;
      members.push(await Member.at(name, `127.0.1.${lastAddress}`, 8080));
    }
    running.push(...members);
    const of = (name: string): Member =>
      must(
        members.find(member => member.name === name),
        name,
      );
    const moved: BalancerPlan = {
      ...balancer,
      healthPort: health,
      routes: balancer.routes.map(each => ({
        ...each,
        port,
        clusters: each.clusters.map(cluster => ({
          ...cluster,
          servers: cluster.servers.map(server => ({ ...server, address: of(server.name).address })),
        })),
      })),
    };
    const proxy = await Haproxy.run(
      folder,
      haproxyConfig({ ...moved, check: { ...moved.check, port: 8080 } }, { podCidrs: ['10.0.0.0/16'] }),
      health,
    );
    running.push(proxy);
    const ask = (given: Parameters<typeof whoAnswers>[1] = {}) => whoAnswers(port, given);
    /** Which cluster answers most of some requests. */
    const clusters = async (times: number): Promise<ReadonlyMap<string, number>> => {
      const counts = new Map<string, number>();
      for (let asked = 0; asked < times; asked += 1) {
        const cluster = (await ask()).name.split('.')[0] ?? '';
        counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
      }
      return counts;
    };
    const upWithin = (cluster: string, up: boolean): Promise<true> =>
      until(
        `${cluster} ${up ? 'up' : 'down'}`,
        15,
        async () => (await proxy.up()).some(name => name.includes(`/${cluster}.`)) === up || undefined,
      );
    const inCluster = (cluster: string): readonly Member[] => members.filter(({ name }) => name.startsWith(`${cluster}.`));
    const lose = async (cluster: string): Promise<void> => {
      for (const member of inCluster(cluster)) await member.stop();
      await upWithin(cluster, false);
    };
    const regain = async (cluster: string): Promise<void> => {
      for (const member of inCluster(cluster)) await member.start();
      await upWithin(cluster, true);
    };
    return { proxy, port, members, ask, clusters, lose, regain, inCluster, of };
  }

  const only = (cluster: string, times: number) => new Map([[cluster, times]]);

  it.each(['tcp', 'http'] as const)(
    'leads all clients to the active cluster, then to the next, and leaves them there (%s)',
    async protocol => {
      const { clusters, lose, regain } = await front(planned(pair, { protocol }));
      expect(await clusters(8)).toEqual(only('frankfurt', 8));
      await lose('frankfurt');
      expect(await clusters(8)).toEqual(only('dublin', 8));
      await regain('frankfurt');
      expect(await clusters(8)).toEqual(only('dublin', 8));
      await lose('dublin');
      expect(await clusters(8)).toEqual(only('frankfurt', 8));
    },
    60_000,
  );

  it('leads clients back by itself where that is asked for', async () => {
    const { clusters, lose, regain } = await front(planned(pair, { protocol: 'tcp', failback: 'automatic' }));
    await lose('frankfurt');
    expect(await clusters(4)).toEqual(only('dublin', 4));
    await regain('frankfurt');
    expect(await clusters(4)).toEqual(only('frankfurt', 4));
  }, 60_000);

  it('goes through any number of clusters in their order', async () => {
    const { clusters, lose } = await front(planned(ordered, { failback: 'automatic' }));
    const seen: string[] = [];
    for (const cluster of ['dublin', 'frankfurt', 'london']) {
      seen.push(...(await clusters(3)).keys());
      await lose(cluster);
    }
    expect(seen).toEqual(['dublin', 'frankfurt', 'london']);
  }, 60_000);

  it('is ready while one cluster is up, and alive without any', async () => {
    const { proxy, lose } = await front(planned(pair));
    await lose('frankfurt');
    expect([await proxy.path('/readyz'), await proxy.path('/livez')]).toEqual([200, 200]);
    await lose('dublin');
    expect([await proxy.path('/readyz'), await proxy.path('/livez')]).toEqual([503, 200]);
  }, 60_000);

  it('takes a cluster out whose members say that they are not ready', async () => {
    const { clusters, inCluster } = await front(planned(pair));
    for (const member of inCluster('frankfurt')) member.ready = false;
    await until('dublin', 15, async () => (await clusters(1)).has('dublin') || undefined);
    expect(await clusters(4)).toEqual(only('dublin', 4));
  }, 60_000);

  it('shares connections out exactly, whatever the number of members', async () => {
    const { clusters } = await front(planned(spread(three, [2, 2, 1], shares)));
    expect(await clusters(50)).toEqual(
      new Map([
        ['frankfurt', 20],
        ['dublin', 20],
        ['london', 10],
      ]),
    );
    const even = await front(planned(spread(three, [3, 1, 1])));
    expect(await even.clusters(45)).toEqual(
      new Map([
        ['frankfurt', 15],
        ['dublin', 15],
        ['london', 15],
      ]),
    );
  }, 60_000);

  it('cuts connections to members that are down', async () => {
    const { port, inCluster, ask } = await front(planned(pair, { protocol: 'tcp' }));
    const socket = connect({ port, host: '127.0.0.1' });
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise(resolve => socket.once('data', resolve));
    const cut = new Promise<string>(resolve => {
      socket.once('close', () => resolve('closed'));
      socket.once('error', () => resolve('reset'));
    });
    // The members still hold the connection open, and only say that they are not ready any more.
    for (const member of inCluster('frankfurt')) member.ready = false;
    expect(['closed', 'reset']).toContain(
      await Promise.race([cut, new Promise<string>(resolve => setTimeout(() => resolve('still open'), 10_000))]),
    );
    await until('dublin', 15, async () => (await ask()).name.startsWith('dublin.') || undefined);
  }, 60_000);

  it('fails a request at once, and sends it to nobody else, where that is asked for', async () => {
    const { members, ask } = await front(planned(pair));
    for (const member of members) member.answers = 0;
    expect((await ask({ body: 'one' })).status).toBe(502);
    expect(members.flatMap(({ bodies }) => bodies)).toEqual(['one']);
  }, 60_000);

  it('sends a request again to another member, with its body, where that is asked for', async () => {
    const { inCluster, ask } = await front(planned(pair, { partialFailure: forward }));
    const [broken, sound] = inCluster('frankfurt') as readonly [Member, Member];
    for (const answers of [0, 503, -1]) {
      broken.answers = answers;
      for (let times = 0; times < 4; times += 1) expect(await ask({ body: `${answers}` })).toMatchObject({ status: 200, name: sound.name });
      expect(broken.bodies).toContain(`${answers}`);
    }
  }, 60_000);

  it('sends a request again to another cluster, once its own is down', async () => {
    const { inCluster, ask } = await front(
      planned(pair, { partialFailure: PartialFailure.forward({ attempts: 5, timeout: Duration.seconds(2) }) }),
    );
    // They take requests and never answer: that is found out after the cluster was taken out.
    for (const member of inCluster('frankfurt')) {
      member.answers = -1;
      member.ready = false;
    }
    expect(await ask({ body: 'kept' })).toMatchObject({ status: 200, name: expect.stringMatching(/^dublin\./) });
    expect(inCluster('frankfurt').flatMap(({ bodies }) => bodies)).toContain('kept');
  }, 60_000);

  it('sends a request again to another cluster right after the loss of its own, before any check has failed', async () => {
    const checks = { interval: Duration.seconds(30), timeout: Duration.seconds(1), fall: 2, rise: 2 };
    const { inCluster, ask, clusters } = await front(planned(pair, { partialFailure: forward, checks }));
    expect((await ask()).name).toMatch(/^frankfurt\./);
    for (const member of inCluster('frankfurt')) await member.stop();
    // Two attempts: the other member of the lost cluster takes one, the next cluster the other.
    expect(await ask({ body: 'kept' })).toMatchObject({ status: 200, name: expect.stringMatching(/^dublin\./) });
    expect(inCluster('dublin').flatMap(({ bodies }) => bodies)).toContain('kept');
    expect(await clusters(4)).toEqual(only('dublin', 4));
  }, 60_000);

  it('brings a client with a cookie back to its member, and else to its cluster', async () => {
    const { ask, of, members } = await front(planned(spread(three, [2, 2, 1], shares), { sessions: Sessions.byCookie({ name: 'at' }) }));
    for (let client = 0; client < members.length; client += 1) {
      const { name, cookie } = await ask();
      expect(cookie).toBe(`at=${name}`);
      for (let times = 0; times < 3; times += 1) expect((await ask({ cookie: must(cookie) })).name).toBe(name);
    }
    await of('frankfurt.demo-0').stop();
    await until('another member', 15, async () => ((await ask({ cookie: 'at=frankfurt.demo-0' })).name !== '' ? true : undefined));
    for (let times = 0; times < 5; times += 1) expect((await ask({ cookie: 'at=frankfurt.demo-0' })).name).toBe('frankfurt.demo-1');
    await of('frankfurt.demo-1').stop();
    const elsewhere = await until('another cluster', 15, async () => (await ask({ cookie: 'at=frankfurt.demo-0' })).name || undefined);
    expect(elsewhere).not.toMatch(/^frankfurt\./);
  }, 60_000);

  it.each(['tcp', 'http'] as const)(
    'brings a client from one address to one cluster, by share, the same in every process (%s)',
    async protocol => {
      const balancer = planned(spread(three, [2, 2, 1], shares), { sessions: Sessions.bySource(), protocol });
      const [one, other] = [await front(balancer), await front(balancer)];
      const counts = new Map<string, number>();
      const addresses = Array.from({ length: 250 }, (_, client) => `127.0.2.${client + 1}`);
      for (const from of addresses) {
        const { name } = await one.ask({ from });
        expect((await one.ask({ from })).name).toBe(name);
        expect((await other.ask({ from })).name).toBe(name);
        const cluster = name.split('.')[0] ?? '';
        counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
      }
      // 100, 100 and 50 of 250, by a hash: four standard deviations of a fair draw.
      for (const [cluster, share] of [
        ['frankfurt', 100],
        ['dublin', 100],
        ['london', 50],
      ] as const) {
        const deviation = Math.sqrt(share * (1 - share / 250));
        expect(Math.abs((counts.get(cluster) ?? 0) - share)).toBeLessThan(4 * deviation);
      }
      const of = new Map<string, string>();
      for (const from of addresses) of.set(from, (await one.ask({ from })).name);
      const stopped = 'frankfurt.demo-0';
      await one.of(stopped).stop();
      await until('its fall', 15, async () => !(await one.proxy.up()).some(name => name.endsWith(stopped)) || undefined);
      for (const [from, name] of of) expect((await one.ask({ from })).name).toBe(name === stopped ? 'frankfurt.demo-1' : name);
    },
    120_000,
  );
});
