import { Duration } from 'cdk8s';
import { Access, type Cluster, type DnsProvider, Exposure, HealthChecks, HealthRequest, Seat, Standby, Topology, Traffic } from '../../lib';
import { k8gb } from '../../lib/dns/k8gb';
import type { DnsAccess } from '../../lib/domain/access';
import type { ClusterFacts } from '../../lib/domain/cluster';
import type { FleetPlan } from '../../lib/plan/model/system-plan';
import { cluster, dns, fleetOf, must, plan, rfc2136, spread, system } from '../fixtures';
import { type Case, fails, limit, passes, warns } from './plan-case';

const clusters = [0, 1, 2].map(index => cluster(index)) as unknown as readonly [Cluster, Cluster, Cluster];
const [frankfurt, dublin, london] = clusters;
const zone = 'gslb.example.test';
const two = { frankfurt: 'eu-1', dublin: 'eu-2' };
const three = { ...two, london: 'eu-3' };

const serverChecks = (given: Partial<Parameters<typeof HealthChecks.server>[0]> = {}): HealthChecks =>
  HealthChecks.server({
    request: HealthRequest.tcp({ port: 443 }),
    interval: Duration.seconds(30),
    timeout: Duration.seconds(5),
    failures: 1,
    ...given,
  });

const pair = (...standbys: readonly Standby[]): Topology =>
  Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 2 }), standbys: [Standby.voting(dublin, { voters: 2 }), ...standbys] });

interface Given {
  readonly topology?: Topology;
  readonly access?: Partial<DnsAccess>;
  /** Geotags. @default frankfurt and dublin */
  readonly tags?: Readonly<Record<string, string>>;
  readonly zone?: string;
  readonly clusters?: readonly Cluster[];
  readonly name?: string;
  readonly provider?: DnsProvider;
}

/** A system named `demo` whose name k8gb moves from frankfurt to dublin, while london only votes. */
const demo = (given: Given = {}): FleetPlan => {
  const { topology = pair(Standby.witness(london, { voters: 1 })), tags = two, name = 'demo' } = given;
  const provider = given.provider ?? k8gb({ edge: rfc2136, zone: given.zone ?? zone, geoTags: tags });
  const access = Access.dns({
    host: `demo.${zone}`,
    ttl: Duration.seconds(30),
    exposure: Exposure.ingress(),
    failback: 'automatic',
    healthChecks: serverChecks(),
    ...given.access,
  });
  return plan(fleetOf(given.clusters ?? clusters, { dns: dns({ provider }) }), { [name]: system(topology, { access }) });
};

const unchecked = (host: string): DnsAccess => Access.dns({ host, ttl: Duration.seconds(30), exposure: Exposure.ingress() });
const plainly = (host: string, name = 'demo'): FleetPlan =>
  plan(fleetOf(clusters, { dns: dns({ provider: k8gb({ edge: rfc2136, zone, geoTags: two }) }) }), {
    [name]: system(spread(clusters, [1, 1, 1]), { access: unchecked(host) }),
  });

/** The same for load balancers. */
const balanced = (host: string): FleetPlan =>
  plan(fleetOf(clusters, { dns: dns({ provider: k8gb({ edge: rfc2136, zone, geoTags: two }) }) }), {
    demo: system(spread(clusters, [1, 1, 1]), {
      access: Access.loadBalancer({
        sites: [frankfurt, dublin].map(place => ({ cluster: place, addresses: [`198.51.100.${place.index + 1}`] })),
        name: { host, ttl: Duration.seconds(30) },
        image: 'registry.example.test/haproxy:2.6.12',
        protocol: 'tcp',
        exposure: Exposure.podAddresses(),
        checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 3, rise: 2 },
      }),
    }),
  });

const firstBeing = (facts: Partial<ClusterFacts>): readonly Cluster[] => [cluster(0, facts), dublin, london];
const over = (all: readonly Cluster[], traffic?: Traffic): Topology => spread(all, [2, 1], traffic);

/** Cases of the rules about plans in lib/rules/k8gb. */
export const k8gbPlanCases: Readonly<Record<string, readonly Case[]>> = {
  'k8gb/zone': [
    fails('a zone beside that of the fleet', demo({ zone: 'gslb.example.org' }), 'fleet.dns.provider', 'gslb.example.org', 'example.test'),
    fails('the zone of the fleet itself', demo({ zone: 'example.test' }), 'fleet.dns.provider', 'own zone'),
    limit(fails('a zone whose name only ends alike', demo({ zone: 'gslbexample.test' }), 'fleet.dns.provider', 'gslbexample.test')),
    passes('a zone below that of the fleet', demo()),
  ],
  'k8gb/geo-tag': [
    fails('a geotag with a dot', demo({ tags: { ...two, frankfurt: 'eu.1' } }), 'fleet.dns.provider', "'eu.1'", 'frankfurt'),
    fails('one geotag for two clusters', demo({ tags: { frankfurt: 'eu', dublin: 'eu' } }), 'fleet.dns.provider', 'frankfurt and dublin'),
    limit(
      fails('two geotags that differ in capitals only', demo({ tags: { frankfurt: 'EU', dublin: 'eu' } }), 'fleet.dns.provider', "'EU'"),
    ),
    fails('a geotag of a cluster that is not there', demo({ tags: { ...two, paris: 'fr' } }), 'fleet.dns.provider', "'paris'"),
    fails(
      "a geotag that makes a name server's name too long",
      demo({ tags: { ...two, frankfurt: 'x'.repeat(51) } }),
      'fleet.dns.provider',
      '64 characters',
    ),
    limit(passes('a geotag with which it is as long as may be', demo({ tags: { ...two, frankfurt: 'x'.repeat(50) } }))),
    passes('capitals, digits and hyphens', demo({ tags: { frankfurt: 'EU-Central-1', dublin: '2' } })),
  ],
  'k8gb/host': [
    fails('a host outside the delegated zone', demo({ access: { host: 'demo.example.test' } }), 'demo', 'demo.example.test', zone),
    fails('the delegated zone itself', demo({ access: { host: zone } }), 'demo', zone),
    fails('a name in the delegated zone that k8gb is not told of', plainly(`demo.${zone}`), 'demo', 'has no Gslb for it'),
    fails('a name of load balancers in the delegated zone', balanced(`lb.${zone}`), 'demo', `lb.${zone}`, 'has no Gslb for it'),
    fails(
      "a system whose members' names lie in the delegated zone",
      plainly('app.example.test', 'gslb'),
      'gslb',
      'frankfurt.gslb.example.test',
    ),
    fails(
      'a host too long for the name of its local targets',
      demo({ access: { host: `${'x'.repeat(51)}.${zone}` } }),
      'demo',
      'localtargets-',
    ),
    limit(passes('a host as long as may be', demo({ access: { host: `${'x'.repeat(50)}.${zone}` } }))),
    passes('a host in the delegated zone', demo()),
    passes('a name elsewhere, which the edge provider has', plainly('demo.example.test')),
  ],
  'k8gb/partial': [
    fails('a witness that runs k8gb', demo({ tags: three }), 'demo/london', 'witness', 'does not exist'),
    fails('a cluster without a seat that runs k8gb', demo({ tags: three, topology: pair() }), 'demo/london', 'no part'),
    fails('a cluster that serves and runs no k8gb', demo({ tags: { frankfurt: 'eu-1' } }), 'demo/dublin', 'no client is routed to it'),
    fails(
      'a cluster that the traffic leaves out',
      demo({ tags: three, topology: spread(clusters, [1, 1, 1], Traffic.ordered([frankfurt, dublin])) }),
      'demo/london',
      'does not name london',
    ),
    passes('exactly the clusters that serve', demo()),
    limit(passes('a weight of 0 in a cluster that runs k8gb', demo({ topology: over(clusters, Traffic.weighted([[frankfurt, 1]])) }))),
  ],
  'k8gb/own-group': [
    fails(
      'a hot standby beside a voting one',
      demo({ topology: pair(Standby.hot(london, { voters: 3 })), tags: three }),
      'demo/london',
      'hot',
    ),
    fails('a cold one', demo({ topology: pair(Standby.cold(london, { voters: 3 })), tags: three }), 'demo/london', 'cold'),
    limit(passes('a witness', demo())),
    passes('voting standbys alone', demo({ topology: pair(Standby.voting(london, { voters: 1 })), tags: three })),
  ],
  'k8gb/standby-order': [
    warns(
      'two standbys, of which one comes first',
      demo({ topology: pair(Standby.voting(london, { voters: 1 })), tags: three }),
      'demo',
      'dublin and london at once',
    ),
    limit(passes('one standby', demo())),
    passes('clusters that share the clients anyway', demo({ topology: spread(clusters, [1, 1, 1]), tags: three })),
  ],
  'k8gb/exposure': [
    fails('node ports', demo({ access: { exposure: Exposure.nodePorts({ client: 30_000 }) } }), 'demo', 'node ports'),
    fails('the addresses of pods', demo({ access: { exposure: Exposure.podAddresses() } }), 'demo', 'pod addresses'),
    fails(
      'an ingress controller with an IPv6 address only',
      demo({
        clusters: firstBeing({}),
        topology: Topology.activeStandby({
          active: Seat.of(must(firstBeing({ ingress: { className: 'nginx', addresses: ['2001:db8::1'] } })[0]), { voters: 2 }),
          standbys: [Standby.voting(dublin, { voters: 2 })],
        }),
      }),
      'demo/frankfurt',
      '2001:db8::1',
    ),
    limit(
      passes(
        'one with an address of each family',
        demo({
          topology: Topology.activeStandby({
            active: Seat.of(must(firstBeing({ ingress: { className: 'nginx', addresses: ['192.0.2.1', '2001:db8::1'] } })[0]), {
              voters: 2,
            }),
            standbys: [Standby.voting(dublin, { voters: 2 })],
          }),
        }),
      ),
    ),
    passes('load balancers', demo({ access: { exposure: Exposure.loadBalancer() } })),
  ],
  'k8gb/health-checks': [
    fails('another interval', demo({ access: { healthChecks: serverChecks({ interval: Duration.seconds(10) }) } }), 'demo', '10 s', '30 s'),
    fails('a second failure', demo({ access: { healthChecks: serverChecks({ failures: 2 }) } }), 'demo', '2 failures'),
    fails(
      'a text in the answer',
      demo({ access: { healthChecks: serverChecks({ request: HealthRequest.http({ port: 80, path: '/', contains: 'ok' }) }) } }),
      'demo',
      "'ok'",
    ),
    limit(
      passes(
        'the interval that k8gb was set to',
        demo({
          provider: k8gb({ edge: rfc2136, zone, geoTags: two, reconcile: Duration.seconds(10) }),
          access: { healthChecks: serverChecks({ interval: Duration.seconds(10) }) },
        }),
      ),
    ),
    passes("k8gb's own interval", demo()),
  ],
};
