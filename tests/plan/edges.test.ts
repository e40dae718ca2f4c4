import { Duration } from 'cdk8s';
import fc from 'fast-check';
import type { RaftSystem } from '../../lib/domain/raft-system';
import type { Component, NetworkEdge } from '../../lib/plan/model/network-edge';
import type { SeatPlan } from '../../lib/plan/model/system-plan';
import { planSystem } from '../../lib/plan/system/plan-system';
import { cluster, etcd, fleet, fleetOf, generic, must, seatOf, spread, system } from '../fixtures';
import { Access, type Cluster, Exposure, PeerDiscovery, Seat, Standby, Topology } from '../nouns';
import { declared, fleetsWith } from './arbitrary';
import { inside } from './ranges';
import { applied, rendered } from './rendered';

/** Whether these pods may send to, or receive from, the pods of another cluster on a port. */
const passes = (
  seat: SeatPlan,
  components: readonly Component[],
  direction: NetworkEdge['direction'],
  other: Cluster,
  port: number,
): boolean =>
  seat.edges.some(
    edge =>
      edge.direction === direction &&
      components.includes(edge.component) &&
      edge.ports.some(found => found.port === port && found.protocol === 'TCP') &&
      edge.peer.kind === 'cidrs' &&
      other.podCidrs.every(pods => edge.peer.kind === 'cidrs' && edge.peer.cidrs.some(cidr => inside(pods, cidr))),
  );

const members: readonly Component[] = ['voter', 'learner'];

const engines = [
  { engine: etcd, peer: 2380, client: 2379 },
  { engine: generic, peer: 8090, client: 8080 },
];

const situations = fc.record({
  given: fleetsWith(1),
  chosen: fc.constantFrom(...engines),
  access: fc.constantFrom(
    Access.internal(),
    Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.podAddresses() }),
    Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.ingress() }),
  ),
});

describe('the peer traffic between any two clusters', () => {
  it('is let out of the one and into the other exactly when both are in one group', () => {
    fc.assert(
      fc.property(situations, ({ given: { fleet: described, topologies }, chosen: { engine, peer }, access }) => {
        const topology = must(topologies.at(0));
        const planned = planSystem('demo', system(topology, { engine, access }), described);
        const parts = declared(topology);
        for (const from of parts) {
          for (const to of parts.filter(part => part !== from)) {
            const together = from.together === to.together;
            expect(passes(seatOf(planned, from.cluster.name), members, 'egress', to.cluster, peer)).toBe(together);
            expect(passes(seatOf(planned, to.cluster.name), members, 'ingress', from.cluster, peer)).toBe(together);
          }
        }
      }),
    );
  });

  it('is with the members of the group and nobody else', () => {
    fc.assert(
      fc.property(situations, ({ given: { fleet: described, topologies }, chosen: { engine, peer }, access }) => {
        const topology = must(topologies.at(0));
        const planned = planSystem('demo', system(topology, { engine, access }), described);
        const parts = declared(topology);
        for (const { cluster: own, together, votes } of parts) {
          const component = votes > 0 ? 'voter' : 'learner';
          const remote = parts.filter(part => part.together === together && part.cluster !== own).flatMap(part => part.cluster.podCidrs);
          const edges = seatOf(planned, own.name).edges.filter(({ ports }) => ports.some(({ port }) => port === peer));
          for (const edge of edges) {
            expect(edge.component).toBe(component);
            if (edge.peer.kind === 'cidrs') expect(remote).toEqual(expect.arrayContaining([...edge.peer.cidrs]));
            else expect(edge.peer).toEqual({ kind: 'component', component });
          }
        }
      }),
    );
  });

  it('is on the peer ports and no other', () => {
    const described = fleet(2);
    const planned = planSystem('demo', system(spread(described.clusters, [1, 2])), described);
    for (const direction of ['ingress', 'egress'] as const) {
      const edges = seatOf(planned, 'frankfurt').edges.filter(
        edge => edge.direction === direction && edge.peer.kind === 'cidrs' && edge.peer.cidrs.includes('10.0.64.0/18'),
      );
      expect(edges.map(({ ports }) => ports)).toEqual([[{ port: 2380, protocol: 'TCP' }]]);
    }
  });
});

describe('a job or a mirror', () => {
  it('reaches each cluster that it asks, and each of them lets it in', () => {
    fc.assert(
      fc.property(fleetsWith(1), ({ fleet: described, topologies }) => {
        const topology = must(topologies.at(0));
        const planned = planSystem('demo', system(topology, { engine: etcd }), described);
        const parts = declared(topology);
        const active = topology.kind === 'active-standby' ? topology.active.cluster : undefined;
        const standbys = topology.kind === 'active-standby' ? topology.standbys : [];
        for (const { kind, cluster: own } of standbys) {
          const asked: readonly Cluster[] = {
            learner: parts.filter(({ together, votes }) => together === 'all' && votes > 0).map(part => part.cluster),
            hot: [must(active)],
            voting: [],
            witness: [],
            cold: [],
          }[kind];
          const component = kind === 'hot' ? 'mirror' : 'join';
          for (const { cluster: other } of parts.filter(part => part.cluster !== own)) {
            const expected = asked.includes(other);
            expect(passes(seatOf(planned, own.name), [component], 'egress', other, 2379)).toBe(expected);
            expect(passes(seatOf(planned, other.name), ['voter'], 'ingress', own, 2379)).toBe(expected);
          }
        }
      }),
    );
  });
});

describe('clients', () => {
  const described = fleet(3);
  const [frankfurt, dublin, london] = described.clusters as readonly [Cluster, Cluster, Cluster];
  const topology = Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: 1 }),
    standbys: [Standby.voting(dublin, { voters: 1 }), Standby.witness(london, { voters: 1 })],
  });
  const admitted = (name: string, access: Access): unknown =>
    seatOf(planSystem('demo', system(topology, { access }), described), name)
      .edges.filter(({ direction, ports }) => direction === 'ingress' && ports.some(({ port }) => port === 2379))
      .map(({ peer, ports }) => [peer, ports]);
  const client = [{ port: 2379, protocol: 'TCP' }];
  const access = (exposure: Exposure, clientCidrs?: readonly string[]): Access =>
    Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure, ...(clientCidrs ? { clientCidrs } : {}) });
  const everywhere = ['10.0.0.0/18', '10.0.64.0/18', '10.0.128.0/18'];

  it.each<[string, Access, string, unknown]>([
    [
      'of the same clusters come from the cluster’s own pods',
      Access.internal(),
      'frankfurt',
      [[{ kind: 'cidrs', cidrs: ['10.0.0.0/18'] }, client]],
    ],
    [
      'of pod addresses come from the pods of every cluster',
      access(Exposure.podAddresses()),
      'dublin',
      [[{ kind: 'cidrs', cidrs: everywhere }, client]],
    ],
    [
      'with declared ranges come from these only',
      access(Exposure.loadBalancer(), ['203.0.113.0/24']),
      'frankfurt',
      [[{ kind: 'cidrs', cidrs: ['203.0.113.0/24'] }, client]],
    ],
    [
      'of an Ingress come through its controller only',
      access(Exposure.ingress()),
      'frankfurt',
      [[{ kind: 'namespace', namespace: 'ingress-nginx' }, client]],
    ],
    ['never reach a witness', access(Exposure.podAddresses()), 'london', []],
  ])('%s', (_, given, name, expected) => {
    expect(admitted(name, given)).toEqual(expected);
  });

  it('come through the controller’s own namespace where one is declared', () => {
    const one = cluster(0, { ingress: { className: 'traefik', addresses: ['198.51.100.1'], namespace: 'edge' } });
    const planned = planSystem('demo', system(spread([one], [1]), { access: access(Exposure.ingress()) }), fleetOf([one]));
    expect(seatOf(planned, 'frankfurt').edges).toContainEqual(
      expect.objectContaining({ direction: 'ingress', peer: { kind: 'namespace', namespace: 'edge' }, ports: client }),
    );
  });
});

describe('members that ask the API server', () => {
  const out = (overrides: Partial<RaftSystem>): unknown => {
    const described = fleet(1);
    return seatOf(planSystem('demo', system(spread(described.clusters, [1]), overrides), described), 'frankfurt').edges.filter(
      ({ ports }) => ports.some(({ port }) => port === 6443),
    );
  };

  it('reach it at its declared ranges and port', () => {
    expect(out({ discovery: PeerDiscovery.kubernetesApi() })).toEqual([
      expect.objectContaining({
        component: 'voter',
        direction: 'egress',
        peer: { kind: 'cidrs', cidrs: ['192.0.2.0/32'] },
        ports: [{ port: 6443, protocol: 'TCP' }],
      }),
    ]);
  });

  it('are the only ones that reach it', () => {
    expect(out({ discovery: PeerDiscovery.dnsSrv() })).toEqual([]);
  });
});

describe('names', () => {
  const dnsPorts = [
    { port: 53, protocol: 'TCP' },
    { port: 53, protocol: 'UDP' },
  ];
  it('are asked of kube-dns, and of a cache on the node where there is one', () => {
    const one = cluster(0, { dnsCidrs: ['169.254.20.10/32'] });
    const { edges } = seatOf(planSystem('demo', system(spread([one], [1])), fleetOf([one])), 'frankfurt');
    expect(edges.filter(({ ports }) => ports.some(({ port }) => port === 53)).map(({ peer, ports }) => [peer, ports])).toEqual([
      [{ kind: 'dns' }, dnsPorts],
      [{ kind: 'cidrs', cidrs: ['169.254.20.10/32'] }, dnsPorts],
    ]);
  });
});

describe('the network policies of a cluster', () => {
  const described = fleet(3);
  const [frankfurt, dublin, london] = described.clusters as readonly [Cluster, Cluster, Cluster];
  const access = Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.podAddresses() });
  const pods = (component: string) => ({
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'demo', 'app.kubernetes.io/component': component } },
  });
  const from = (...cidrs: readonly string[]) => cidrs.map(cidr => ({ ipBlock: { cidr } }));
  const tcp = (port: number) => [{ port, protocol: 'TCP' }];
  const kubeDns = {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
    ],
    ports: [
      { port: 53, protocol: 'TCP' },
      { port: 53, protocol: 'UDP' },
    ],
  };
  const stretched = planSystem(
    'demo',
    system(
      Topology.activeStandby({
        active: Seat.of(frankfurt, { voters: 2 }),
        standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
      }),
      { access },
    ),
    described,
  );
  const mirrored = planSystem(
    'demo',
    system(Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.hot(dublin, { voters: 3 })] }), {
      access,
    }),
    described,
  );
  const policy = (plan: typeof stretched, where: string, name: string): unknown =>
    applied(rendered(plan, where, described), 'NetworkPolicy', name).spec;

  it('deny everything to every pod first', () => {
    for (const { name } of described.clusters) {
      expect(policy(stretched, name, 'default-deny')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    }
  });

  it('admit the peers of the group and the clients to a cluster that can serve', () => {
    expect(policy(stretched, 'frankfurt', 'demo-voter')).toEqual({
      ...pods('voter'),
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [pods('voter')], ports: tcp(2380) },
        { from: from('10.0.64.0/18'), ports: tcp(2380) },
        { from: from('10.0.128.0/18'), ports: tcp(2380) },
        { from: from('10.0.0.0/18', '10.0.64.0/18', '10.0.128.0/18'), ports: tcp(2379) },
      ],
      egress: [
        { to: [pods('voter')], ports: tcp(2380) },
        { to: from('10.0.64.0/18'), ports: tcp(2380) },
        { to: from('10.0.128.0/18'), ports: tcp(2380) },
        kubeDns,
      ],
    });
  });

  it('admit the peers of the group only to a witness', () => {
    expect(policy(stretched, 'london', 'demo-voter')).toMatchObject({
      ingress: [
        { from: [pods('voter')], ports: tcp(2380) },
        { from: from('10.0.0.0/18'), ports: tcp(2380) },
        { from: from('10.0.64.0/18'), ports: tcp(2380) },
      ],
    });
  });

  it('let a mirror read from the active cluster and write to its own, and nothing else', () => {
    const { ingress = [], ...rest } = policy(mirrored, 'dublin', 'demo-mirror') as { ingress?: object[] };
    expect(ingress).toEqual([]);
    expect(rest).toEqual({
      ...pods('mirror'),
      policyTypes: ['Ingress', 'Egress'],
      egress: [{ to: [pods('voter')], ports: tcp(2379) }, { to: from('10.0.0.0/18'), ports: tcp(2379) }, kubeDns],
    });
  });

  it('keep the peers of two groups apart', () => {
    for (const [own, other] of [
      ['frankfurt', '10.0.64.0/18'],
      ['dublin', '10.0.0.0/18'],
    ] as const) {
      const { ingress, egress } = policy(mirrored, own, 'demo-voter') as { ingress: object[]; egress: object[] };
      expect(ingress).not.toContainEqual({ from: from(other), ports: tcp(2380) });
      expect(egress).not.toContainEqual({ to: from(other), ports: tcp(2380) });
    }
  });
});
