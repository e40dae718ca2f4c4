import { Duration } from 'cdk8s';
import fc from 'fast-check';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { planSystem } from '../../lib/plan/system/plan-system';
import { runs } from '../extent';
import { cluster, etcd, fleetOf, generic, must, spread, system } from '../fixtures';
import { Access, Exposure, OperatingState, RaftEngine, Seat, Standby, Topology, Traffic } from '../nouns';
import { fleetsWith } from './arbitrary';
import { applied, rendered } from './rendered';

const clusters = [
  cluster(0, { nodeAddresses: ['192.0.2.10'], gateway: { name: 'public', namespace: 'gateways', addresses: ['198.51.100.1'] } }),
  cluster(1, {
    nodeAddresses: ['192.0.2.20', '192.0.2.21'],
    gateway: { name: 'public', namespace: 'gateways', addresses: ['lb.example.test'] },
  }),
  cluster(2, { nodeAddresses: ['2001:db8::30'], gateway: { name: 'public', namespace: 'gateways', addresses: ['2001:db8::1'] } }),
] as const;
const [frankfurt, dublin, london] = clusters;
const fleet = fleetOf(clusters);
const terms = { connectTimeout: Duration.seconds(2), namespaces: ['trading', 'reports'] };
const members = Access.clientList({ ...terms, exposure: Exposure.podAddresses() });

const listed = (topology: Topology, overrides: Parameters<typeof system>[1] = {}): SystemPlan =>
  planSystem('white-water', system(topology, { access: members, ...overrides }), fleet);
const endpoints = (planned: SystemPlan): readonly string[] => must(planned.clientList).endpoints.map(({ address }) => address);
const places = (planned: SystemPlan): readonly string[] => [...new Set(must(planned.clientList).endpoints.map(place => place.cluster))];

const standby = (...standbys: readonly Standby[]): Topology =>
  Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 2 }), standbys });

describe('the list of endpoints', () => {
  it('begins with the cluster that serves, and goes on with standbys of its group in their order', () => {
    const topology = standby(Standby.voting(london, { voters: 2 }), Standby.voting(dublin, { voters: 1 }));
    expect(places(listed(topology))).toEqual(['frankfurt', 'london', 'dublin']);
  });

  it('begins with the standby that was made active', () => {
    const topology = standby(Standby.voting(london, { voters: 2 }), Standby.voting(dublin, { voters: 1 }));
    expect(places(listed(topology, { state: { ...OperatingState.initial(), active: 'dublin' } }))).toEqual([
      'dublin',
      'frankfurt',
      'london',
    ]);
  });

  it('has neither witnesses nor learners, which serve nobody', () => {
    expect(places(listed(standby(Standby.witness(dublin, { voters: 1 }), Standby.learner(london, { learners: 1 }))))).toEqual([
      'frankfurt',
    ]);
  });

  it('has no standby of another group, until it is made active', () => {
    const topology = standby(Standby.hot(dublin, { voters: 3 }), Standby.cold(london, { voters: 3 }));
    expect(places(listed(topology))).toEqual(['frankfurt']);
    expect(places(listed(topology, { state: { ...OperatingState.initial(), active: 'dublin' } }))).toEqual(['dublin']);
  });

  it('is in the order of the traffic where all clusters serve, without those that get none', () => {
    const active = (traffic: Traffic): Topology => spread(clusters, [1, 1, 1], traffic);
    expect(places(listed(active(Traffic.ordered([london, frankfurt]))))).toEqual(['london', 'frankfurt']);
    expect(places(listed(active(Traffic.roundRobin())))).toEqual(['frankfurt', 'dublin', 'london']);
  });
});

describe('an endpoint', () => {
  const even = spread(clusters, [1, 1, 1]);
  const exposed = (exposure: Exposure): readonly string[] =>
    endpoints(listed(even, { engine: generic, access: Access.clientList({ ...terms, exposure, clientCidrs: ['203.0.113.0/24'] }) }));

  it('is a member under its own name, at the port of clients', () => {
    expect(exposed(Exposure.podAddresses())).toEqual([
      'white-water-0.frankfurt.white-water.example.test:8080',
      'white-water-10.dublin.white-water.example.test:8080',
      'white-water-20.london.white-water.example.test:8080',
    ]);
  });

  it('is each address of a node, at the port of nodes; an IPv6 address in brackets', () => {
    expect(exposed(Exposure.nodePorts({ client: 30_080 }))).toEqual([
      '192.0.2.10:30080',
      '192.0.2.20:30080',
      '192.0.2.21:30080',
      '[2001:db8::30]:30080',
    ]);
  });

  it("is the name of a load balancer, at the port of clients, and a Gateway's address at the port of its listener", () => {
    expect(exposed(Exposure.loadBalancer())[0]).toBe('clients.frankfurt.white-water.example.test:8080');
    expect(exposed(Exposure.gateway({ route: 'tcp', listener: { name: 'water', port: 9000 } }))).toEqual([
      '198.51.100.1:9000',
      'lb.example.test:9000',
      '[2001:db8::1]:9000',
    ]);
  });
});

describe('the ConfigMap of the list', () => {
  const data = (overrides: Parameters<typeof system>[1] = {}): Readonly<Record<string, string>> =>
    must(listed(spread(clusters, [1, 1, 1]), overrides).clientList).data;
  const hosts = ['white-water-0.frankfurt', 'white-water-10.dublin', 'white-water-20.london'].map(
    host => `${host}.white-water.example.test`,
  );

  it('has one endpoint a line, a variable, and what the clients of etcd take', () => {
    expect(data()).toEqual({
      endpoints: hosts.map(host => `${host}:2379\n`).join(''),
      WHITE_WATER_ENDPOINTS: hosts.map(host => `${host}:2379`).join(','),
      'connection-string': hosts.map(host => `http://${host}:2379`).join(','),
    });
  });

  it("has an engine's own words for a connection, and a plain list where it has none", () => {
    expect(data({ engine: generic })['connection-string']).toBe(hosts.map(host => `${host}:8080`).join(','));
    const words = RaftEngine.generic({
      name: 'own',
      image: 'registry.example.test/own:1.0.0',
      raftPort: 8090,
      dataPath: '/var/lib/own',
      shutdown: { grace: Duration.seconds(30) },
      connectionString: ({ endpoints: all }) => `own://${all.join('|')}/`,
    });
    expect(data({ engine: words })['connection-string']).toBe(`own://${hosts.map(host => `${host}:8090`).join('|')}/`);
  });

  it('is in the namespaces of the system and of its applications, in every cluster, also of a witness', () => {
    const planned = listed(standby(Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })));
    for (const { cluster: place } of planned.seats) {
      const lists = rendered(planned, place.name, fleet).filter(
        ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith('-endpoints'),
      );
      expect(lists.map(({ metadata }) => (metadata as { namespace?: string }).namespace).sort()).toEqual([
        'reports',
        'trading',
        'white-water',
      ]);
    }
  });

  it('is byte for byte the same in every cluster, whatever the topology', () => {
    const situations = fc.record({
      given: fleetsWith(1),
      exposure: fc.constantFrom(Exposure.podAddresses(), Exposure.loadBalancer(), Exposure.nodePorts({ client: 30_000 })),
      engine: fc.constantFrom(etcd, generic),
    });
    fc.assert(
      fc.property(situations, ({ given: { fleet: described, topologies }, exposure, engine }) => {
        const access = Access.clientList({ ...terms, exposure, clientCidrs: ['203.0.113.0/24'] });
        const planned = planSystem('demo', system(must(topologies[0]), { engine, access }), described);
        const texts = planned.seats.flatMap(({ cluster: place }) =>
          rendered(planned, place.name, described)
            .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'demo-endpoints')
            .map(({ data: content }) => JSON.stringify(content)),
        );
        expect(texts).toHaveLength(planned.seats.length * 3);
        expect(new Set(texts).size).toBe(1);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('a Service with ports of nodes', () => {
  it('hands a connection to members of the same node only, whose policies then see the address of the client', () => {
    const access = Access.clientList({ ...terms, exposure: Exposure.nodePorts({ client: 30_379 }), clientCidrs: ['203.0.113.0/24'] });
    const service = applied(rendered(listed(spread(clusters, [1, 1, 1]), { access }), 'dublin', fleet), 'Service', 'white-water');
    expect(service.spec).toMatchObject({
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      ports: [{ name: 'client', port: 2379, nodePort: 30_379 }],
    });
  });
});
