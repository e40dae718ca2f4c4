import { Duration } from 'cdk8s';
import {
  Access,
  type Cluster,
  DnsCapabilities,
  DnsProvider,
  Exposure,
  type Fleet,
  PartialFailure,
  Seat,
  Sessions,
  Standby,
  Survive,
  Topology,
  Traffic,
} from '../../lib';
import type { GatewayAccess } from '../../lib/domain/access';
import type { ClientRequirements } from '../../lib/domain/client-terms';
import type { GatewayCapabilities } from '../../lib/domain/gateway';
import type { FleetPlan } from '../../lib/plan/model/system-plan';
import { cluster, dns, fleet, generic, plan, route53, spread, system } from '../fixtures';
import { type Case, fails as failsAt, limit, passes, warns as warnsAt } from './plan-case';

const base = fleet(4);
const [frankfurt, dublin, london, paris] = base.clusters as readonly [Cluster, Cluster, Cluster, Cluster];
const with53 = fleet(4, { dns: dns({ provider: route53 }) });

const even = (traffic: Traffic = Traffic.roundRobin()): Topology => spread([frankfurt, dublin, london], [1, 1, 1], traffic);
const standby = (...standbys: readonly Standby[]): Topology =>
  Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 1 }), standbys });
const stretched = standby(Standby.voting(dublin, { voters: 1 }), Standby.witness(london, { voters: 1 }));
const apart = standby(Standby.hot(dublin, { voters: 3 }));

const host = { host: 'demo.example.test', ttl: Duration.seconds(30) };
const named = (terms: ClientRequirements = {}): Access => Access.dns({ ...host, exposure: Exposure.ingress(), ...terms });
const checked = (terms: ClientRequirements = {}): Access =>
  Access.dns({
    ...host,
    exposure: Exposure.ingress(),
    healthChecks: {
      kind: 'existing',
      ids: base.clusters.map(one => [one, `check-${one.name}`] as const),
      interval: Duration.seconds(10),
      failures: 3,
    },
    ...terms,
  });
const balanced = (protocol: 'tcp' | 'http', terms: ClientRequirements = {}): Access =>
  Access.loadBalancer({
    sites: [{ cluster: dublin }, { cluster: london }],
    image: 'registry.example.test/haproxy:2.6.12',
    protocol,
    exposure: Exposure.podAddresses(),
    checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 2, rise: 2 },
    ...terms,
  });
const listed = (terms: ClientRequirements = {}): Access =>
  Access.clientList({ exposure: Exposure.podAddresses(), connectTimeout: Duration.seconds(1), ...terms });
const gated = (
  capabilities: Partial<GatewayCapabilities>,
  route: GatewayAccess['route'] = 'http',
  terms: ClientRequirements = {},
): Access =>
  Access.gateway({
    ...host,
    implementation: {
      name: 'mesh',
      capabilities: {
        ...{ routes: ['http', 'tcp'], traffic: ['round-robin', 'ordered'], sessions: [], shadow: 'none', partialFailure: ['abort'] },
        outliers: 'detected',
        ...capabilities,
      },
      bind: () => [],
    },
    route,
    sites: [dublin, london],
    outliers: { errors: 3, interval: Duration.seconds(5), ejection: Duration.seconds(30) },
    failback: 'automatic',
    ...terms,
  });
const forward = PartialFailure.forward({ attempts: 2, timeout: Duration.seconds(2) });

const of = (topology: Topology, access: Access, over: Fleet = base): FleetPlan => plan(over, { demo: system(topology, { access }) });
const fails = (situation: string, planned: FleetPlan, ...says: readonly string[]): Case => failsAt(situation, planned, 'demo', ...says);
const warns = (situation: string, planned: FleetPlan, ...says: readonly string[]): Case => warnsAt(situation, planned, 'demo', ...says);

const writing = (...writers: readonly Cluster[]): Fleet => fleet(4, { dns: dns({ provider: route53, writers }) });
const oneKey = DnsProvider.rfc2136({
  host: '192.0.2.53',
  keyName: Object.fromEntries(base.clusters.map(({ name }) => [name, 'one'])),
});
const balancedIn = (...places: readonly Cluster[]): Access => ({
  ...(balanced('tcp') as Extract<Access, { kind: 'load-balancer' }>),
  sites: places.map(one => ({ cluster: one })),
});
const keyed: DnsProvider = { ...route53, name: 'keyed', capabilities: DnsCapabilities.of({ fence: 'keys' }) };

/** Clients come to the members, whose name is there while one of them is ready. */
const byMembers = Access.dns({ ...host, exposure: Exposure.podAddresses() });
const promised = (rto: number, access: Access, topology: Topology, over: Fleet): FleetPlan =>
  plan(over, { demo: system(topology, { access, objectives: { survive: Survive.anyOneCluster(), rto: Duration.seconds(rto) } }) });
const keeping = (seconds: number): Fleet => fleet(4, { dns: dns({ provider: route53, negativeTtl: Duration.seconds(seconds) }) });

/** Situations for the rules about what clients are promised, and about who may write their name. */
export const promiseCases: Readonly<Record<string, readonly Case[]>> = {
  'access/capability': [
    ...(
      [
        ['weighted', Traffic.weighted([[frankfurt, 1]])],
        ['latency', Traffic.latency()],
        ['geo', Traffic.geo([[frankfurt, { kind: 'default' }]])],
        ['ordered', Traffic.ordered([frankfurt, dublin])],
        ['proximity', Traffic.proximity([])],
      ] as const
    ).map(([kind, traffic]) =>
      fails(`${kind} traffic inside each cluster`, of(even(traffic), Access.internal()), `'${kind}'`, 'own cluster'),
    ),
    limit(passes('clients of the own cluster, which nothing shares out', of(even(), Access.internal()))),
    passes('a voting standby inside each cluster', of(stretched, Access.internal())),
    fails('latency in front of a load balancer', of(even(Traffic.latency()), balanced('tcp')), "'latency'", 'near'),
    passes('weights in a load balancer', of(even(Traffic.weighted([[frankfurt, 1]])), balanced('tcp'))),
    fails('weights in a list', of(even(Traffic.weighted([[frankfurt, 1]])), listed()), "'weighted'", 'order'),
    passes('an order in a list', of(even(Traffic.ordered([frankfurt, dublin])), listed())),
    fails('an order in a gateway that knows none', of(stretched, gated({ traffic: ['weighted'] })), 'an order', "'mesh'"),
    passes('an order in a gateway that knows one', of(stretched, gated({}))),
    passes('a gateway in front of one active cluster', of(apart, gated({ traffic: ['weighted'] }, 'http', { failback: 'manual' }))),
    fails('a route that a gateway does not know', of(even(), gated({}, 'grpc')), 'grpc', "'mesh'"),
    fails('sessions by name', of(even(), named({ sessions: Sessions.bySource() })), 'sessions by source', 'resolver'),
    passes('free sessions by name', of(even(), named({ sessions: Sessions.free() }))),
    fails('a cookie on connections', of(even(), balanced('tcp', { sessions: Sessions.byCookie({ name: 'at' }) })), 'cookie', 'HTTP'),
    passes('a cookie on requests', of(even(), balanced('http', { sessions: Sessions.byCookie({ name: 'at' }) }))),
    fails(
      'a cookie on connections of a gateway',
      of(even(), gated({ sessions: ['source', 'cookie'] }, 'tcp', { sessions: Sessions.byCookie({ name: 'at' }) })),
      'cookie',
      'tcp route',
    ),
    fails('a shadow by name', of(even(), named({ shadow: { cluster: paris, percent: 5 } })), 'a shadow of 5 %', 'no request'),
    fails('a shadow in a load balancer', of(even(), balanced('http', { shadow: { cluster: paris, percent: 5 } })), 'a shadow of 5 %'),
    fails('a shadow in a gateway without', of(even(), gated({}, 'http', { shadow: { cluster: paris, percent: 5 } })), 'a shadow of 5 %'),
    passes('a shadow in a gateway', of(even(), gated({ shadow: 'percent' }, 'http', { shadow: { cluster: paris, percent: 5 } }))),
    fails('requests sent again by name', of(even(), named({ partialFailure: forward })), "'forward'"),
    fails('connections sent again', of(even(), balanced('tcp', { partialFailure: forward })), "'forward'", 'answered'),
    passes('requests sent again', of(even(), balanced('http', { partialFailure: forward }))),
    fails('requests sent again by a list', of(even(), listed({ partialFailure: forward })), "'forward'", 'only the client'),
    fails('checks that lead back, and nobody said so', of(stretched, checked(), with53), "'manual'", 'follow the health checks'),
    fails('checks that are not to lead back', of(stretched, checked({ failback: 'manual' }), with53), "'manual'"),
    limit(passes('checks that may lead back', of(stretched, checked({ failback: 'automatic' }), with53))),
    fails('a commit that is to come by itself', of(stretched, named({ failback: 'automatic' }), with53), "'automatic'", 'commit'),
    passes('a commit', of(stretched, named(), with53)),
    fails('a list that is to stay', of(stretched, listed()), "'manual'", 'head of the list'),
    passes('a list that may begin anew', of(stretched, listed({ failback: 'automatic' }))),
    passes('a load balancer that stays', of(stretched, balanced('tcp'))),
    passes('a load balancer that returns', of(stretched, balanced('tcp', { failback: 'automatic' }))),
    ...[named, listed, (terms: ClientRequirements) => balanced('tcp', terms)].map((way, position) =>
      fails(
        `an automatic return from a group of its own (${position})`,
        of(apart, way({ failback: 'automatic' })),
        "'automatic'",
        'group of its own',
      ),
    ),
    passes('a decision about a group of its own', of(apart, named({ failback: 'manual' }))),
    passes('checks where all serve', of(even(Traffic.weighted([[frankfurt, 1]])), checked(), with53)),
  ],
  'dns/name-fence': [
    warns('a provider with one set of credentials', of(stretched, named(), with53), 'frankfurt', 'route53'),
    warns('records of their own that nothing checks', of(even(), named(), with53), 'frankfurt or dublin or london'),
    warns('a writer that serves', of(stretched, named(), writing(frankfurt, london)), 'frankfurt'),
    warns(
      'answers that follow connections, which a member without a leader accepts',
      plan(with53, { demo: system(stretched, { access: checked({ failback: 'automatic' }), engine: generic }) }),
      'frankfurt',
    ),
    warns(
      'answers that follow checks, beside a standby with a group of its own',
      of(standby(Standby.voting(dublin, { voters: 2 }), Standby.hot(london, { voters: 3 })), checked({ failback: 'automatic' }), with53),
      'frankfurt',
    ),
    warns('one key for all clusters', of(stretched, named(), fleet(4, { dns: dns({ provider: oneKey }) })), 'credentials'),
    warns('load balancers in front of another group', of(apart, balancedIn(frankfurt, dublin), with53), 'routing clients to the old group'),
    limit(passes('a writer that serves nobody', of(stretched, named(), writing(london)))),
    passes('keys that can be taken away', of(stretched, named())),
    passes('keys of a provider of one’s own', of(stretched, named(), fleet(4, { dns: dns({ provider: keyed }) }))),
    passes('answers that follow checks', of(stretched, checked({ failback: 'automatic' }), with53)),
    passes('one cluster', of(spread([frankfurt], [3]), named(), with53)),
    passes('no name', of(stretched, Access.internal(), with53)),
    passes('addresses of load balancers, which stay', of(stretched, balanced('tcp'), with53)),
  ],
  'dns/negative-ttl': [
    warns('the usual zone of Route 53', promised(600, byMembers, stretched, with53), 'frankfurt', '900 s', '600 s'),
    warns('the usual zone of a server of one’s own', promised(3599, byMembers, stretched, base), '3600 s', '3599 s'),
    warns('a zone that is a second too slow', promised(600, byMembers, stretched, keeping(601)), '601 s'),
    limit(passes('a zone that is as fast as promised', promised(600, byMembers, stretched, keeping(600)))),
    warns(
      'members that start for the first time',
      promised(600, named(), standby(Standby.cold(dublin, { voters: 3 })), with53),
      'dublin.demo.example.test',
      '900 s',
    ),
    passes('addresses that stay where they are', promised(600, named(), stretched, with53)),
    passes('clients that ask for no name', promised(600, listed(), stretched, with53)),
    passes('no promise', of(stretched, byMembers, with53)),
  ],
  'dns/writers': [
    failsAt('a cluster that the fleet does not have', plan(writing(cluster(9)), {}), 'fleet', "'cluster-9'", '9'),
    failsAt('a cluster with another number', plan(writing(cluster(7, { name: 'london' })), {}), 'fleet', "'london'", '7'),
    failsAt('a cluster twice', plan(writing(london, london), {}), 'fleet', "'london'", '2 times'),
    limit(passes('one cluster', plan(writing(london), {}))),
    passes('all of them', plan(writing(...base.clusters), {})),
    passes('nobody in particular', plan(with53, {})),
  ],
};
