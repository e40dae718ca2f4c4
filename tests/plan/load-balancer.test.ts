import { Duration, Size } from 'cdk8s';
import type { LoadBalancerAccess } from '../../lib/domain/access';
import type { Fleet } from '../../lib/domain/fleet';
import { haproxyConfig } from '../../lib/plan/balancer/haproxy-config';
import type { BalancerPlan } from '../../lib/plan/model/balancer-plan';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { cluster, dns, fleet, fleetOf, generic, must, plan, seatOf, spread, system } from '../fixtures';
import { Access, type Cluster, Exposure, OperatingState, RaftEngine, Seat, Sessions, Standby, Topology, Traffic } from '../nouns';

const base = fleet(4);
const [frankfurt, dublin, london, paris] = base.clusters as readonly [Cluster, Cluster, Cluster, Cluster];

const access = (terms: Partial<LoadBalancerAccess> = {}): LoadBalancerAccess =>
  Access.loadBalancer({
    sites: [{ cluster: london }, { cluster: frankfurt }],
    image: 'docker.io/library/haproxy:3.0.12',
    protocol: 'tcp',
    exposure: Exposure.podAddresses(),
    checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 3, rise: 2 },
    ...terms,
  });

const planned = (topology: Topology, terms: Partial<LoadBalancerAccess> = {}, active?: string, over: Fleet = base): SystemPlan => {
  const state = active === undefined ? {} : { state: { ...OperatingState.initial(), active } };
  return must(plan(over, { demo: system(topology, { access: access(terms), ...state }) }).systems[0]);
};
const balancer = (...given: Parameters<typeof planned>): BalancerPlan => must(planned(...given).balancer);
/** Clusters that clients are led to, in order. */
const led = (...given: Parameters<typeof planned>): readonly string[] =>
  must(balancer(...given).routes[0]).clusters.map(one => one.cluster);

const standbys = (...given: readonly Standby[]): Topology =>
  Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 2 }), standbys: given });
const voting = Standby.voting(dublin, { voters: 2 });
const witness = Standby.witness(london, { voters: 1 });

describe('the clusters that load balancers lead clients to', () => {
  it('are the active one, and then the voting standbys in the order in which they were declared', () => {
    expect(led(standbys(Standby.voting(paris, { voters: 2 }), witness, voting))).toEqual(['frankfurt', 'paris', 'dublin']);
  });

  it('begin with the cluster that was made active; the one that served before takes its turn', () => {
    const topology = standbys(Standby.voting(paris, { voters: 2 }), voting, witness);
    expect(led(topology, {}, 'dublin')).toEqual(['dublin', 'frankfurt', 'paris']);
  });

  it.each([
    ['hot', Standby.hot(dublin, { voters: 3 })],
    ['cold', Standby.cold(dublin, { voters: 3 })],
  ])('are never of another group: a %s standby gets nobody until it is made active', (_kind, standby) => {
    expect(led(standbys(standby, witness))).toEqual(['frankfurt']);
    expect(led(standbys(standby, witness), {}, 'dublin')).toEqual(['dublin']);
  });

  it('are all of an active-active topology, or those of an order, or those with a share', () => {
    const three = [frankfurt, dublin, london];
    expect(led(spread(three, [1, 1, 1]))).toEqual(['frankfurt', 'dublin', 'london']);
    expect(led(spread(three, [1, 1, 1], Traffic.ordered([london, frankfurt])))).toEqual(['london', 'frankfurt']);
    const weighted = Traffic.weighted([
      [london, 3],
      [dublin, 0],
      [frankfurt, 1],
    ]);
    expect(led(spread(three, [1, 1, 1], weighted))).toEqual(['frankfurt', 'london']);
  });

  it('are known by their members, or by the addresses of their own way in', () => {
    const servers = (terms: Partial<LoadBalancerAccess>) => must(balancer(standbys(voting, witness), terms).routes[0]).clusters[0]?.servers;
    expect(servers({})).toEqual([
      { name: 'frankfurt.demo-0', address: 'demo-0.frankfurt.demo.example.test', port: 2379 },
      { name: 'frankfurt.demo-1', address: 'demo-1.frankfurt.demo.example.test', port: 2379 },
    ]);
    expect(servers({ exposure: Exposure.ingress() })).toEqual([{ name: 'frankfurt.0', address: '198.51.100.0', port: 80 }]);
    expect(servers({ exposure: Exposure.ingress({ tlsSecretName: 'tls' }) })).toEqual([
      { name: 'frankfurt.0', address: '198.51.100.0', port: 443 },
    ]);
    expect(servers({ exposure: Exposure.loadBalancer() })).toEqual([
      { name: 'frankfurt.0', address: 'clients.frankfurt.demo.example.test', port: 2379 },
    ]);
  });

  it('are reached at a port of their nodes', () => {
    const clusters = [0, 1, 2].map(index => cluster(index, { nodeAddresses: [`192.0.2.${index}`, `2001:db8::${index}`] }));
    const [one, two, three] = clusters as [Cluster, Cluster, Cluster];
    const topology = Topology.activeStandby({
      active: Seat.of(one, { voters: 2 }),
      standbys: [Standby.voting(two, { voters: 2 }), Standby.witness(three, { voters: 1 })],
    });
    const found = balancer(topology, { exposure: Exposure.nodePorts({ client: 30_079 }) }, undefined, fleetOf(clusters));
    expect(must(found.routes[0]).clusters.map(({ servers }) => servers)).toEqual([
      [
        { name: 'frankfurt.0', address: '192.0.2.0', port: 30_079 },
        { name: 'frankfurt.1', address: '2001:db8::0', port: 30_079 },
      ],
      [
        { name: 'dublin.0', address: '192.0.2.1', port: 30_079 },
        { name: 'dublin.1', address: '2001:db8::1', port: 30_079 },
      ],
    ]);
    expect(haproxyConfig(found, one)).toContain('server frankfurt.1 [2001:db8::0]:30079 ');
  });
});

describe('the check of a load balancer', () => {
  it('asks a member what the kubelet asks it', () => {
    expect(balancer(standbys(voting, witness)).check).toMatchObject({ kind: 'http', path: '/readyz', port: 2381 });
  });

  it('is a connection where the engine has nothing to ask', () => {
    const one = must(plan(base, { demo: system(standbys(voting, witness), { engine: generic, access: access() }) }).systems[0]);
    expect(must(one.balancer).check).toEqual({ kind: 'tcp', port: 8090 });
  });
});

describe('places of load balancers', () => {
  it('are ordered by their clusters, and have two of them unless it is said otherwise', () => {
    expect(balancer(standbys(voting, witness)).sites.map(place => place.cluster.name)).toEqual(['frankfurt', 'london']);
    expect(balancer(standbys(voting, witness)).replicas).toBe(2);
    expect(balancer(standbys(voting, witness), { replicas: 3 }).replicas).toBe(3);
  });

  it('admit their own pods without a name, all pods of the fleet with one, and whoever is declared', () => {
    const of = (terms: Partial<LoadBalancerAccess>) => must(balancer(standbys(voting, witness), terms).sites[0]).clientCidrs;
    const name = { host: 'demo.example.test', ttl: Duration.seconds(30) };
    expect(of({})).toEqual(frankfurt.podCidrs);
    expect(of({ name })).toEqual(base.clusters.flatMap(({ podCidrs }) => podCidrs));
    expect(of({ name, clientCidrs: ['192.0.2.0/24'] })).toEqual(['192.0.2.0/24']);
  });

  it('pause before they stop where Kubernetes has a pause', () => {
    const clusters = ['1.29', '1.30', '1.34'].map((kubernetes, index) => cluster(index, { kubernetes }));
    const [one, two, three] = clusters as [Cluster, Cluster, Cluster];
    const places = [{ cluster: one }, { cluster: two }, { cluster: three }];
    expect(
      balancer(spread(clusters, [1, 1, 1]), { sites: places }, undefined, fleetOf(clusters)).sites.map(({ pauseSeconds }) => pauseSeconds),
    ).toEqual([undefined, 5, 5]);
  });
});

describe('the name of load balancers', () => {
  const name = { host: 'demo.example.test', ttl: Duration.seconds(60) };
  const places = [
    { cluster: frankfurt, addresses: ['198.51.100.11', '2001:db8::11'] },
    { cluster: london, addresses: ['198.51.100.31'] },
  ];
  const records = (over: Fleet = base) => planned(standbys(voting, witness), { name, sites: places }, undefined, over).records;

  it('has the addresses of all places, the same from every writer', () => {
    const common = {
      name: 'demo.example.test',
      ttlSeconds: 60,
      scope: 'global',
      clusters: ['frankfurt', 'dublin', 'london'],
      properties: [],
    };
    expect(records()).toEqual([
      { ...common, type: 'A', targets: ['198.51.100.11', '198.51.100.31'] },
      { ...common, type: 'AAAA', targets: ['2001:db8::11'] },
    ]);
  });

  it('is written by the writers of the fleet', () => {
    expect(records(fleet(4, { dns: dns({ writers: [london, paris] }) })).map(({ clusters }) => clusters)).toEqual([['london'], ['london']]);
  });

  it('has no record where there is none', () => {
    expect(planned(standbys(voting, witness)).records).toEqual([]);
  });
});

describe('the traffic of load balancers', () => {
  const of = (name: string, topology: Topology = standbys(voting, witness)) =>
    seatOf(planned(topology), name).edges.filter(
      ({ component, peer }) => component === 'balancer' || (peer.kind === 'component' && peer.component === 'balancer'),
    );

  it('begins in places, and goes to every cluster that serves or may come to', () => {
    const hot = standbys(voting, witness, Standby.hot(paris, { voters: 3 }));
    const reached = of('london', hot).flatMap(({ direction, peer }) =>
      direction === 'egress' && peer.kind === 'cidrs' ? [peer.cidrs] : [],
    );
    expect(reached).toEqual([frankfurt.podCidrs, dublin.podCidrs, paris.podCidrs]);
    expect(of('dublin')).toEqual([]);
  });

  it('is admitted by members, on the ports of clients and of the check, and nobody else is', () => {
    const members = seatOf(planned(standbys(voting, witness)), 'dublin').edges.filter(({ ports }) =>
      ports.some(({ port }) => port === 2379),
    );
    expect(members.map(({ direction, peer, ports }) => [direction, peer, ports.map(({ port }) => port)])).toEqual([
      ['ingress', { kind: 'cidrs', cidrs: frankfurt.podCidrs }, [2379, 2381]],
      ['ingress', { kind: 'cidrs', cidrs: london.podCidrs }, [2379, 2381]],
    ]);
  });

  it('goes to the pods of the controller in its own cluster, on whatever port these have', () => {
    const ports = [{ port: 1, endPort: 65_535, protocol: 'TCP' }];
    const name = { host: 'demo.example.test', ttl: Duration.seconds(30) };
    const controllers = (exposure: Exposure, at: string) =>
      seatOf(planned(standbys(voting, witness), { exposure, name }), at).edges.filter(
        ({ component, peer }) => component === 'balancer' && peer.kind === 'namespace',
      );
    expect(controllers(Exposure.ingress(), 'frankfurt')).toMatchObject([
      { direction: 'egress', peer: { namespace: 'ingress-nginx' }, ports },
    ]);
    expect(controllers(Exposure.ingress(), 'london')).toEqual([]); // it serves nobody
    expect(controllers(Exposure.ingress(), 'dublin')).toEqual([]); // no load balancers
    expect(controllers(Exposure.podAddresses(), 'frankfurt')).toEqual([]);
  });

  it('is not admitted by a witness, which serves nobody', () => {
    expect(of('london').filter(({ component }) => component === 'voter')).toEqual([]);
  });
});

describe('the configuration of load balancers', () => {
  it('is the same for the same plan, and takes no connections that its memory cannot hold', () => {
    const config = (memory: Size) => haproxyConfig(balancer(standbys(voting, witness), { resources: { cpu: '100m', memory } }), frankfurt);
    expect(config(Size.mebibytes(128))).toBe(config(Size.mebibytes(128)));
    // 40 KiB each, beside 32 MiB of the process.
    expect(config(Size.mebibytes(128))).toContain('  maxconn 2457\n');
    expect(config(Size.mebibytes(16))).toContain('  maxconn 100\n');
  });

  it('keeps what it knew while nobody answers for names, and lets go of a name that is gone', () => {
    const config = haproxyConfig(balancer(standbys(voting, witness)), frankfurt);
    for (const line of ['hold timeout 1d', 'hold nx 10s', 'init-addr none', 'parse-resolv-conf']) expect(config).toContain(line);
  });

  it('has a port of its own for health that no client uses', () => {
    const on = (clientPort: number) => {
      const engine = RaftEngine.generic({
        name: 'demo',
        image: 'registry.example.test/demo:1.0.0',
        raftPort: 8090,
        clientPort,
        dataPath: '/data',
        shutdown: { grace: Duration.seconds(30) },
      });
      return must(must(plan(base, { demo: system(standbys(voting, witness), { engine, access: access() }) }).systems[0]).balancer)
        .healthPort;
    };
    expect(on(8080)).toBe(8404);
    expect(on(8404)).toBe(8405);
  });

  it('weighs servers by shares of clusters', () => {
    const topology = spread(
      [frankfurt, dublin, london],
      [3, 1, 1],
      Traffic.weighted([
        [frankfurt, 60],
        [dublin, 30],
        [london, 10],
      ]),
    );
    const lines = haproxyConfig(balancer(topology), frankfurt)
      .split('\n')
      .filter(line => line.includes(' track '));
    expect(lines.map(line => /server (\S+) .*weight (\d+)/.exec(line)?.slice(1))).toEqual([
      ['frankfurt.demo-0', '2'],
      ['frankfurt.demo-1', '2'],
      ['frankfurt.demo-2', '2'],
      ['dublin.demo-10', '3'],
      ['london.demo-20', '1'],
    ]);
  });

  it('chooses by source or by cookie where sessions are to stay', () => {
    const topology = spread([frankfurt, dublin, london], [1, 1, 1]);
    expect(haproxyConfig(balancer(topology, { sessions: Sessions.bySource() }), frankfurt)).toContain('src,xxh32,mod(3)');
    expect(haproxyConfig(balancer(topology, { sessions: Sessions.byCookie({ name: 'at' }), protocol: 'http' }), frankfurt)).toContain(
      'cookie at insert indirect nocache httponly',
    );
  });
});
