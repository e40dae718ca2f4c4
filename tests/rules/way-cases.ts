import { Duration } from 'cdk8s';
import {
  Access,
  type Cluster,
  Exposure,
  GatewayImplementation,
  PartialFailure,
  Seat,
  Sessions,
  Standby,
  Topology,
  Traffic,
} from '../../lib';
import type { ClientListAccess, DnsAccess, GatewayAccess, LoadBalancerAccess } from '../../lib/domain/access';
import type { RaftSystem } from '../../lib/domain/raft-system';
import type { FleetPlan } from '../../lib/plan/model/system-plan';
import { cluster, fleetOf, generic, plan, spread, system } from '../fixtures';
import type { Case } from './plan-case';

const gateway = (index: number) => ({ name: 'public', namespace: 'gateways', addresses: [`198.51.100.${100 + index}`] });
const place = (index: number, region = `region-${index}`): Cluster =>
  cluster(index, { region, gateway: gateway(index), nodeAddresses: [`192.0.2.${10 + index}`] });
const [frankfurt, dublin, london] = [place(0), place(1), place(2)] as const;
const clusters = [frankfurt, dublin, london];
const even = spread(clusters, [1, 1, 1]);
const standby = (...standbys: readonly Standby[]): Topology =>
  Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys });
const two = standby(Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 }));

const name = { host: 'demo.example.test', ttl: Duration.seconds(30) };
const dns = (exposure: Exposure, clientCidrs?: readonly string[]): DnsAccess =>
  Access.dns({ ...name, exposure, ...(clientCidrs ? { clientCidrs } : {}) });
const list = (exposure: Exposure): ClientListAccess => Access.clientList({ exposure, connectTimeout: Duration.seconds(2) });
const spanning = (change: Partial<GatewayAccess> = {}): GatewayAccess =>
  Access.gateway({
    ...name,
    implementation: GatewayImplementation.istio({ retries: 'never' }),
    route: 'http',
    sites: [frankfurt, dublin],
    outliers: { errors: 3, interval: Duration.seconds(1), ejection: Duration.seconds(30) },
    ...change,
  });
/** The same without outlier detection, by the plain Gateway API. */
const plain = ({ outliers: _, ...rest }: GatewayAccess = spanning(), channel?: 'experimental'): GatewayAccess => ({
  ...rest,
  implementation: GatewayImplementation.gatewayApi(channel ? { channel } : {}),
});

/** Load balancers in front of the members, with a name for the addresses of both places. */
const balanced = (change: Partial<LoadBalancerAccess> = {}): LoadBalancerAccess =>
  Access.loadBalancer({
    sites: [frankfurt, dublin].map(one => ({ cluster: one, addresses: [`192.0.2.${10 + one.index}`] })),
    image: 'docker.io/library/haproxy:3.0.12',
    protocol: 'tcp',
    exposure: Exposure.podAddresses(),
    checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 3, rise: 2 },
    name,
    ...change,
  });
const { name: _name, ...unnamed } = balanced();

const demo = (access: Access, topology: Topology = even, over: readonly Cluster[] = clusters): FleetPlan =>
  plan(fleetOf(over), { demo: system(topology, { access, engine: generic }) });
const both = (one: Access, other: Access): FleetPlan => {
  const given = (access: Access): RaftSystem => system(even, { access, engine: generic });
  return plan(fleetOf(clusters), { one: given(one), other: given(other) });
};
const listener = (own: string) => ({ name: own, port: 8080 });
const tcp = (own?: string): Exposure => Exposure.gateway({ route: 'tcp', ...(own ? { listener: listener(own) } : {}) });
const bare = (index: number): Cluster => cluster(index);

const passes = (situation: string, planned: FleetPlan): Case => ({ situation, plan: planned, finds: [] });
const fails = (situation: string, planned: FleetPlan, at: string, ...says: readonly string[]): Case => ({
  situation,
  plan: planned,
  finds: [{ at, says }],
});
const limit = (given: Case): Case => ({ ...given, boundary: true });

/** Cases of the rules about ways in: lists, gateways, ports of nodes. */
export const wayCases: Readonly<Record<string, readonly Case[]>> = {
  'access/client-list': [
    fails('a list of Ingresses', demo(list(Exposure.ingress())), 'demo', 'an Ingress', 'requests for a host name'),
    fails('a list of routes for a host', demo(list(Exposure.gateway({ route: 'http' }))), 'demo', "'http'"),
    limit(passes('a list of routes of connections', demo(list(tcp('demo'))))),
    passes('a list of members', demo(list(Exposure.podAddresses()))),
    passes('a name over an Ingress', demo(dns(Exposure.ingress()))),
  ],
  'access/behind-controller': [
    fails('ranges behind an Ingress', demo(dns(Exposure.ingress(), ['192.0.2.0/24'])), 'demo', "'clientCidrs'", 'ingress controller'),
    fails('ranges behind a Gateway', demo(dns(Exposure.gateway({ route: 'http' }), ['192.0.2.0/24'])), 'demo', 'the gateway'),
    fails('a list behind a Gateway', demo({ ...list(tcp('demo')), clientCidrs: ['192.0.2.0/24'] }), 'demo', 'the gateway'),
    limit(fails('no range at all behind an Ingress', demo(dns(Exposure.ingress(), [])), 'demo', "'clientCidrs'")),
    limit(passes('an Ingress for whoever it lets in', demo(dns(Exposure.ingress())))),
    passes('ranges that the members see', demo(dns(Exposure.podAddresses(), ['192.0.2.0/24']))),
    passes(
      'ranges of load balancers, which reach members through Ingresses',
      demo(balanced({ exposure: Exposure.ingress(), clientCidrs: ['192.0.2.0/24'] })),
    ),
  ],
  'access/cluster-gateway': [
    fails(
      'a cluster without a Gateway',
      demo(dns(Exposure.gateway({ route: 'http' })), spread([frankfurt, dublin, bare(2)], [1, 1, 1]), [frankfurt, dublin, bare(2)]),
      'demo/london',
      "'gateway'",
    ),
    passes('clusters with Gateways', demo(dns(Exposure.gateway({ route: 'http' })))),
    limit(
      passes(
        'a witness without a Gateway',
        demo(
          dns(Exposure.gateway({ route: 'http' })),
          standby(Standby.voting(dublin, { voters: 2 }), Standby.witness(bare(2), { voters: 1 })),
          [frankfurt, dublin, bare(2)],
        ),
      ),
    ),
  ],
  'access/gateway-listener': [
    fails('a route of connections without a listener', demo(dns(tcp())), 'demo', 'every matching listener'),
    fails('a gateway over clusters without one', demo(spanning({ route: 'tcp' })), 'demo', 'every matching listener'),
    {
      situation: 'one listener for two systems',
      plan: both(dns(tcp('shared')), { ...dns(tcp('shared')), host: 'other.example.test' }),
      finds: ['frankfurt', 'dublin', 'london'].map(at => ({ at: `other/${at}`, says: ["'shared'", 'one'] })),
    },
    {
      situation: 'a gateway over clusters that takes the listener of one of them',
      plan: both(dns(tcp('shared')), spanning({ route: 'tcp', listener: listener('shared'), host: 'other.example.test' })),
      finds: ['frankfurt', 'dublin'].map(at => ({ at: `other/${at}`, says: ["'shared'"] })),
    },
    fails('a route for a host whose clients use no name', demo(list(Exposure.gateway({ route: 'grpc' }))), 'demo', "'grpc'", 'no name'),
    limit(passes('a listener for each of two systems', both(dns(tcp('one')), { ...dns(tcp('other')), host: 'other.example.test' }))),
    passes('routes that are told by their hosts', both(dns(Exposure.gateway({ route: 'http' })), spanning({ host: 'other.example.test' }))),
  ],
  'access/node-ports': [
    fails(
      'a port of clients without one of the nodes',
      demo(dns(Exposure.nodePorts({}), ['192.0.2.0/24'])),
      'demo',
      "'client'",
      'has no node port',
    ),
    fails(
      'a port of the nodes for peers',
      demo(dns(Exposure.nodePorts({ client: 30_080, raft: 30_090 }), ['192.0.2.0/24'])),
      'demo',
      "'raft'",
      'no clients',
    ),
    fails('clients from nowhere', demo(list(Exposure.nodePorts({ client: 30_080 }))), 'demo', 'from where'),
    fails(
      'a port of clients without one of the nodes of load balancers',
      demo(balanced({ frontend: Exposure.nodePorts({ other: 30_080 }), clientCidrs: ['192.0.2.0/24'] })),
      'demo',
      "'client'",
      'has no node port',
    ),
    fails(
      'a port of the nodes of load balancers that nobody needs',
      demo(balanced({ frontend: Exposure.nodePorts({ client: 30_080, raft: 30_090 }), clientCidrs: ['192.0.2.0/24'] })),
      'demo',
      "'raft'",
    ),
    fails(
      'clients of load balancers from nowhere',
      demo(balanced({ frontend: Exposure.nodePorts({ client: 30_080 }) })),
      'demo',
      'from where',
    ),
    passes(
      'clients of load balancers from a range',
      demo(balanced({ frontend: Exposure.nodePorts({ client: 30_080 }), clientCidrs: ['192.0.2.0/24'] })),
    ),
    passes(
      'load balancers that nobody outside knows of, in front of ports of nodes',
      demo({ ...unnamed, exposure: Exposure.nodePorts({ client: 30_081 }), frontend: Exposure.nodePorts({ client: 30_080 }) }),
    ),
    fails(
      'nodes without addresses',
      demo(dns(Exposure.nodePorts({ client: 30_080 }), ['192.0.2.0/24']), spread([frankfurt, bare(1)], [2, 1]), [frankfurt, bare(1)]),
      'demo/dublin',
      "'nodeAddresses'",
    ),
    {
      situation: 'a port that another system has',
      plan: both(dns(Exposure.nodePorts({ client: 30_080 }), ['192.0.2.0/24']), {
        ...list(Exposure.nodePorts({ client: 30_080 })),
        clientCidrs: ['192.0.2.0/24'],
      }),
      finds: ['frankfurt', 'dublin', 'london'].map(at => ({ at: `other/${at}`, says: ['30080', 'one (client)'] })),
    },
    limit(
      passes(
        'the next port',
        both(dns(Exposure.nodePorts({ client: 30_080 }), ['192.0.2.0/24']), {
          ...list(Exposure.nodePorts({ client: 30_081 })),
          clientCidrs: ['192.0.2.0/24'],
        }),
      ),
    ),
  ],
  'access/gateway': [
    fails('one site', demo(spanning({ sites: [frankfurt] }), two), 'demo', 'one site', 'frankfurt'),
    fails('a place that is named twice', demo(spanning({ sites: [frankfurt, frankfurt] }), two), 'demo', 'one site'),
    fails('a place outside the topology', demo(spanning({ sites: [frankfurt, dublin, place(3)] }), two), 'demo', "'paris'"),
    fails(
      'a place without a Gateway',
      demo(
        spanning({ sites: [frankfurt, bare(1)] }),
        standby(Standby.voting(bare(1), { voters: 2 }), Standby.witness(london, { voters: 1 })),
        [frankfurt, bare(1), london],
      ),
      'demo/dublin',
      "'gateway'",
    ),
    fails(
      'no outlier detection, without which Istio leads to lost clusters',
      demo({ ...plain(), implementation: spanning().implementation }, two),
      'demo',
      'istio',
    ),
    fails(
      'outlier detection that the implementation has not',
      demo(spanning({ implementation: GatewayImplementation.gatewayApi() })),
      'demo',
      "'outliers'",
      'gateway-api',
    ),
    fails('clients that no policy can tell', demo(spanning({ clientCidrs: ['192.0.2.0/24'] }), two), 'demo', "'clientCidrs'"),
    fails('a shadow outside the topology', demo({ ...plain(), shadow: { cluster: place(3), percent: 5 } }), 'demo', "'paris'"),
    fails('a shadow of the group that serves', demo({ ...plain(), shadow: { cluster: dublin, percent: 5 } }), 'demo', "'dublin'", 'twice'),
    fails(
      'a shadow that does not run',
      demo({ ...plain(), shadow: { cluster: dublin, percent: 5 } }, standby(Standby.cold(dublin, { voters: 3 }))),
      'demo',
      "'dublin'",
      'no members',
    ),
    {
      situation: 'two clusters in one region, which Istio cannot tell apart',
      plan: (() => {
        const same = place(1, 'region-0');
        return demo(
          spanning({ sites: [frankfurt, same] }),
          standby(Standby.voting(same, { voters: 2 }), Standby.witness(london, { voters: 1 })),
          [frankfurt, same, london],
        );
      })(),
      finds: ['frankfurt', 'dublin'].map(at => ({ at: `demo/${at}`, says: ["'region-0'"] })),
    },
    {
      situation: 'three clusters in order, of which Istio knows the first',
      plan: demo(spanning(), spread(clusters, [1, 1, 1], Traffic.ordered(clusters))),
      finds: ['frankfurt', 'dublin'].map(at => ({ at: `demo/${at}`, says: ['3 clusters', 'frankfurt, dublin, london'] })),
    },
    {
      situation: 'a standby of another group beside one of the same, whom Istio would lead to',
      plan: demo(spanning(), standby(Standby.voting(dublin, { voters: 2 }), Standby.hot(london, { voters: 1 }))),
      finds: ['frankfurt', 'dublin'].map(at => ({ at: `demo/${at}`, says: ['london must get no clients'] })),
    },
    fails(
      'a gateway beside a witness, where Istio knows no Service',
      demo(spanning({ sites: [frankfurt, london] }), two),
      'demo/london',
      'has no backend',
    ),
    {
      situation: 'requests that are to fail at once, which Istio sends again',
      plan: demo(spanning({ implementation: GatewayImplementation.istio() }), two),
      finds: ['frankfurt', 'dublin'].map(at => ({ at: `demo/${at}`, says: ['twice'] })),
    },
    {
      situation: 'calls that are sent again, for which their routes have no field',
      plan: demo({
        ...plain(spanning({ route: 'grpc' }), 'experimental'),
        partialFailure: PartialFailure.forward({ attempts: 1, timeout: Duration.seconds(1) }),
      }),
      finds: ['frankfurt', 'dublin'].map(at => ({ at: `demo/${at}`, says: ["'grpc'"] })),
    },
    limit(passes('two clusters in order', demo(spanning(), two))),
    passes('a hot standby alone, which Istio leaves out', demo(spanning(), standby(Standby.hot(dublin, { voters: 3 })))),
    passes('shares', demo(spanning({ sessions: Sessions.bySource() }))),
    passes(
      'a request whose route forbids that it is sent again',
      demo(spanning({ implementation: GatewayImplementation.istio({ channel: 'experimental' }) }), two),
    ),
    passes(
      'the plain Gateway API, by commits',
      demo({ ...plain(), shadow: { cluster: dublin, percent: 100 } }, standby(Standby.hot(dublin, { voters: 3 }))),
    ),
    passes('no gateway over clusters', demo(dns(Exposure.gateway({ route: 'http' })))),
  ],
};
