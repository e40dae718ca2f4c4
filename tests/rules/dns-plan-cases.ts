import { Duration } from 'cdk8s';
import {
  Access,
  type Cluster,
  type Dns,
  DnsCapabilities,
  DnsProvider,
  Exposure,
  HealthChecks,
  HealthRequest,
  OperatingState,
  Seat,
  Standby,
  Topology,
  Traffic,
} from '../../lib';
import type { DnsAccess } from '../../lib/domain/access';
import type { ClusterFacts } from '../../lib/domain/cluster';
import type { FleetPlan } from '../../lib/plan/model/system-plan';
import { cluster, dns, fleet, fleetOf, plan, rfc2136, route53, spread, system } from '../fixtures';
import { type Case, fails, limit, passes, warns } from './plan-case';

const clusters = [0, 1, 2].map(index => cluster(index)) as unknown as readonly [Cluster, Cluster, Cluster];
const [frankfurt, dublin, london] = clusters;
const powerDns = DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' });
const coreDns = DnsProvider.coreDns({ etcd: ['http://192.0.2.53:2379'] });
const weightsOnly: DnsProvider = { ...route53, name: 'weights', capabilities: DnsCapabilities.of({ policies: ['weighted'] }) };
const withTerraform: DnsProvider = {
  ...route53,
  capabilities: { ...route53.capabilities, terraform: route53.capabilities.policies },
  terraform: () => {
    throw new Error('not asked');
  },
};

interface Given {
  readonly clusters?: readonly Cluster[];
  readonly topology?: Topology;
  readonly dns?: Partial<Dns>;
  readonly access?: Partial<DnsAccess>;
  readonly active?: string;
}

const accessOf = (given: Partial<DnsAccess> = {}): DnsAccess =>
  Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.ingress(), ...given });

const balanced = Access.loadBalancer({
  sites: [frankfurt, dublin].map(place => ({ cluster: place, addresses: [`198.51.100.${place.index + 1}`] })),
  name: { host: 'lb.example.test', ttl: Duration.seconds(30) },
  image: 'registry.example.test/haproxy:2.6.12',
  protocol: 'tcp',
  exposure: Exposure.podAddresses(),
  checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 3, rise: 2 },
});

/** One system; where nothing else is said, round robin over three clusters by RFC 2136. */
const demo = (given: Given = {}): FleetPlan => {
  const over = given.clusters ?? clusters;
  const topology =
    given.topology ??
    spread(
      over,
      over.map(() => 1),
    );
  const state = { ...OperatingState.initial(), ...(given.active ? { active: given.active } : {}) };
  return plan(fleetOf(over, { dns: dns(given.dns) }), { demo: system(topology, { access: accessOf(given.access), state }) });
};

/** Two systems of one host, each spread over its clusters. */
const sharing = (
  provider: DnsProvider,
  one: readonly [Topology, Partial<DnsAccess>?],
  two: readonly [Topology, Partial<DnsAccess>?],
): FleetPlan =>
  plan(fleetOf(clusters, { dns: dns({ provider }) }), {
    alpha: system(one[0], { access: accessOf(one[1]) }),
    beta: system(two[0], { access: accessOf(two[1]) }),
  });

const by = (provider: DnsProvider): Given => ({ dns: { provider } });
const even = (over: readonly Cluster[], traffic?: Traffic): Topology =>
  spread(
    over,
    over.map(() => 1),
    traffic,
  );
const weights = (...shares: readonly (readonly [Cluster, number])[]): Topology => even(clusters, Traffic.weighted(shares));
const pair = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 2 }), standbys: [Standby.voting(dublin, { voters: 1 })] });
const three = Topology.activeStandby({
  active: Seat.of(frankfurt, { voters: 1 }),
  standbys: [Standby.voting(dublin, { voters: 1 }), Standby.voting(london, { voters: 1 })],
});
const hot = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.hot(dublin, { voters: 3 })] });

const timing = { interval: Duration.seconds(10), failures: 3 };
const request = HealthRequest.http({ port: 80, path: '/health' });
const existing = (ids: Readonly<Record<string, string>>): HealthChecks =>
  HealthChecks.existing({ ...timing, ids: clusters.flatMap(one => (ids[one.name] ? [[one, ids[one.name] ?? ''] as const] : [])) });
const allChecked = existing({ frankfurt: 'check-0', dublin: 'check-1', london: 'check-2' });
const server = (changes: Partial<Extract<HealthChecks, { kind: 'server' }>> = {}): HealthChecks => ({
  kind: 'server',
  interval: Duration.seconds(5),
  failures: 1,
  timeout: Duration.seconds(2),
  request,
  ...changes,
});
const terraform = (changes: Partial<Parameters<typeof HealthChecks.terraform>[0]> = {}): HealthChecks =>
  HealthChecks.terraform({ ...timing, request, ...changes });
const madeFor = (...some: readonly Cluster[]): HealthChecks => terraform({ ids: some.map(one => [one, `check-${one.name}`] as const) });

/** Clusters whose ingress controllers are at these addresses. */
const addressed = (...addresses: readonly (readonly string[])[]): readonly Cluster[] =>
  addresses.map((list, index) => cluster(index, { ingress: { className: 'nginx', addresses: list } }));
/** An active cluster and a standby of its group, each reached at these addresses. */
const reached = (active: readonly string[], waiting: readonly string[], given: Given = {}): FleetPlan => {
  const [one, other] = addressed(active, waiting) as readonly [Cluster, Cluster];
  const standbys = [Standby.voting(other, { voters: 1 })];
  return demo({ clusters: [one, other], topology: Topology.activeStandby({ active: Seat.of(one, { voters: 2 }), standbys }), ...given });
};
const facts = (...each: readonly Partial<ClusterFacts>[]): readonly Cluster[] => each.map((one, index) => cluster(index, one));
/** Situations for the rules about DNS that look at a plan, by the rule's name. */
export const dnsPlanCases: Readonly<Record<string, readonly Case[]>> = {
  'dns/publication': [
    fails('weighted traffic by RFC 2136', demo({ topology: weights([frankfurt, 1]) }), 'demo', 'weighted', "'rfc2136'", 'plain records'),
    fails(
      'traffic by latency of a provider with weights only',
      demo({ topology: even(clusters, Traffic.latency()), ...by(weightsOnly) }),
      'demo',
      'latency',
      "'weights'",
      'policies weighted',
    ),
    fails(
      'existing checks at PowerDNS',
      demo({ topology: pair, ...by(powerDns), access: { healthChecks: allChecked } }),
      'demo',
      'failover in order',
      'that exist already',
      "'powerdns'",
    ),
    fails('checks of the server by RFC 2136', demo({ access: { healthChecks: server() } }), 'demo', 'round robin', 'of the server'),
    fails(
      'an order that nobody checks',
      demo({ topology: even(clusters, Traffic.ordered([frankfurt, dublin])), ...by(route53) }),
      'demo',
      'no health checks',
    ),
    fails(
      'checks that lead to no other cluster',
      demo({ topology: hot, ...by(route53), access: { healthChecks: allChecked } }),
      'demo',
      'have nothing to fail over to',
      'frankfurt',
    ),
    fails(
      'a server that is to let failures pass',
      demo({ topology: pair, ...by(powerDns), access: { healthChecks: server({ failures: 2 }) } }),
      'demo',
      '2 failures',
    ),
    fails(
      'a server that is to check connections in order',
      demo({ topology: pair, ...by(powerDns), access: { healthChecks: server({ request: HealthRequest.tcp({ port: 80 }) }) } }),
      'demo',
      'HTTP',
    ),
    fails(
      'a server that is to check names',
      demo({ topology: pair, ...by(powerDns), access: { healthChecks: server(), exposure: Exposure.podAddresses() } }),
      'demo',
      'clients.frankfurt.demo.example.test',
      'addresses only',
    ),
    fails(
      'places at PowerDNS',
      demo({ topology: even(clusters, Traffic.geo([[frankfurt, { kind: 'default' }]])), ...by(powerDns) }),
      'demo',
      'traffic by location',
    ),
    fails(
      'a whole answer of several writers at CoreDNS',
      demo({ topology: pair, ...by(coreDns) }),
      'demo',
      "'coredns'",
      '2 clusters would write',
    ),
    fails(
      'writers none of which takes part',
      demo({ topology: pair, dns: { provider: rfc2136, writers: [london] } }),
      'demo',
      'no cluster publishes',
      'london',
    ),
    fails(
      'writers none of which takes part, and load balancers with a name',
      plan(fleetOf(clusters, { dns: dns({ provider: rfc2136, writers: [london] }) }), { demo: system(pair, { access: balanced }) }),
      'demo',
      'no cluster publishes',
      "'lb.example.test'",
    ),
    limit(
      passes(
        'records of Terraform above the names of members',
        demo({ topology: pair, ...by(withTerraform), access: { healthChecks: terraform({ records: 'terraform' }) } }),
      ),
    ),
    limit(
      passes(
        'one writer that takes part, and load balancers with a name',
        plan(fleetOf(clusters, { dns: dns({ provider: rfc2136, writers: [dublin, london] }) }), {
          demo: system(pair, { access: balanced }),
        }),
      ),
    ),
    passes('weighted traffic by Route 53', demo({ topology: weights([frankfurt, 1]), ...by(route53) })),
    passes('round robin by RFC 2136', demo()),
    passes('one writer at CoreDNS', demo({ topology: pair, dns: { provider: coreDns, writers: [dublin] } })),
    limit(passes('weighted traffic of a provider with weights only', demo({ topology: weights([frankfurt, 1]), ...by(weightsOnly) }))),
    passes('no host', plan(fleet(3), { demo: system(pair) })),
  ],
  'dns/host-above': [
    fails('a host above the members at CoreDNS', demo(by(coreDns)), 'demo', "'demo.example.test'", 'frankfurt.demo.example.test'),
    passes('a host above the members by RFC 2136', demo()),
    limit(passes('a host that the names of members only end like', demo({ ...by(coreDns), access: { host: 'mo.example.test' } }))),
    passes('a host beside the members at CoreDNS', demo({ ...by(coreDns), access: { host: 'app.example.test' } })),
  ],
  'dns/standby-family': [
    fails(
      'an active cluster with addresses of both families, and a standby with those of one',
      reached(['198.51.100.1', '2001:db8::1'], ['198.51.100.2']),
      'demo',
      'A and AAAA for frankfurt',
      'A for dublin',
    ),
    fails(
      'the same, where checks lead between them',
      reached(['198.51.100.1', '2001:db8::1'], ['198.51.100.2'], { ...by(route53), access: { healthChecks: allChecked } }),
      'demo',
      'A for dublin',
    ),
    fails(
      'an active cluster with an address, and a standby with a name',
      reached(['198.51.100.1'], ['lb.example.org']),
      'demo',
      'would be CNAME for dublin',
    ),
    limit(passes('addresses of one family, and another number of them', reached(['198.51.100.1', '198.51.100.3'], ['198.51.100.2']))),
    passes('clusters that all serve', demo({ clusters: addressed(['198.51.100.1', '2001:db8::1'], ['198.51.100.2']) })),
    passes('addresses of one family', demo({ topology: pair })),
  ],
  'dns/set-identifier': [
    fails(
      'a provider that promises weights and has no words for them',
      demo({ topology: weights([frankfurt, 1]), ...by({ ...weightsOnly, route: () => [] }) }),
      'demo',
      'weighted',
      "'weights'",
    ),
    passes('round robin by RFC 2136', demo()),
    limit(
      passes(
        'a provider with one word for weights',
        demo({ topology: weights([frankfurt, 1]), ...by({ ...weightsOnly, route: () => [{ name: 'webhook/weight', value: '1' }] }) }),
      ),
    ),
  ],
  'dns/waiting-checks': [
    warns(
      'checks of which one is not made',
      demo({ topology: pair, ...by(withTerraform), access: { healthChecks: madeFor(frankfurt) } }),
      'demo',
      "the record of 'demo.example.test' in dublin is not published yet",
    ),
    warns(
      'checks of which the one of the cluster that serves is not made',
      demo({ topology: pair, ...by(withTerraform), access: { healthChecks: madeFor(dublin) } }),
      'demo',
      "'demo.example.test' is not published yet",
      'frankfurt',
    ),
    limit(
      passes(
        'checks that are all made',
        demo({ topology: pair, ...by(withTerraform), access: { healthChecks: madeFor(frankfurt, dublin) } }),
      ),
    ),
    passes('no host', plan(fleet(3), { demo: system(pair) })),
  ],
  'dns/health-check-id': [
    fails(
      'a secondary record without a health check',
      demo({ topology: pair, ...by(route53), access: { healthChecks: existing({ frankfurt: 'check-0' }) } }),
      'demo',
      'dublin',
    ),
    fails(
      'one of several standbys without a health check',
      demo({ topology: three, ...by(route53), access: { healthChecks: existing({ frankfurt: 'check-0', dublin: 'check-1' }) } }),
      'demo',
      'london',
    ),
    warns(
      'one of three clusters that serve without a health check',
      demo({ ...by(route53), access: { healthChecks: existing({ frankfurt: 'check-0', dublin: 'check-1' }) } }),
      'demo',
      'london',
    ),
    ...['TODO', '<id>', 'xxxxxxxx', 'your-check-id', ' '].map(id =>
      fails(
        `the id '${id}'`,
        demo({ topology: pair, ...by(route53), access: { healthChecks: existing({ frankfurt: id, dublin: 'check-1' }) } }),
        'demo',
        `'${id}'`,
        'not an id',
      ),
    ),
    ...['${aws_route53_health_check.frankfurt.id}', '${TfToken[TOKEN.7]}', 'TfToken[TOKEN.7]'].map(id =>
      fails(
        `the id ${id}`,
        demo({ topology: pair, ...by(route53), access: { healthChecks: existing({ frankfurt: id, dublin: 'check-1' }) } }),
        'demo',
        'only Terraform',
      ),
    ),
    fails(
      'one check for two clusters',
      demo({ topology: pair, ...by(route53), access: { healthChecks: existing({ frankfurt: 'check-0', dublin: 'check-0' }) } }),
      'demo',
      'frankfurt and dublin',
      "'check-0'",
    ),
    passes(
      'a promoted group of one cluster, to which a commit has led',
      demo({
        topology: Topology.activeStandby({
          active: Seat.of(frankfurt, { voters: 2 }),
          standbys: [Standby.voting(dublin, { voters: 1 }), Standby.hot(london, { voters: 3 })],
        }),
        ...by(route53),
        access: { healthChecks: existing({ frankfurt: 'check-0', dublin: 'check-1' }) },
        active: 'london',
      }),
    ),
    limit(
      passes(
        'a check for each of two clusters and none for a third, which only votes',
        demo({
          topology: Topology.activeStandby({
            active: Seat.of(frankfurt, { voters: 1 }),
            standbys: [Standby.voting(dublin, { voters: 1 }), Standby.witness(london, { voters: 1 })],
          }),
          ...by(route53),
          access: { healthChecks: existing({ frankfurt: '3d9a1a5e-7c1e-4f8e-9d6a-0f1f2b3c4d5e', dublin: 'check-1' }) },
        }),
      ),
    ),
    passes('no host', plan(fleet(3), { demo: system(pair) })),
  ],
  'dns/check-interval': [
    ...[9, 11, 15, 29, 31, 60].map(seconds =>
      fails(
        `checks of Route 53 every ${seconds} s`,
        demo({ ...by(route53), access: { healthChecks: { ...allChecked, interval: Duration.seconds(seconds) } } }),
        'demo',
        `${seconds} s`,
        '10 s and 30 s',
      ),
    ),
    ...[10, 30].map(seconds =>
      limit(
        passes(
          `checks of Route 53 every ${seconds} s`,
          demo({ ...by(route53), access: { healthChecks: { ...allChecked, interval: Duration.seconds(seconds) } } }),
        ),
      ),
    ),
    passes('checks of PowerDNS every 5 s', demo({ ...by(powerDns), access: { healthChecks: server() } })),
  ],
  'dns/private-check': [
    ...[
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.254',
      '192.168.0.1',
      '100.64.0.1',
      '169.254.1.1',
      '127.0.0.1',
      'fd00::1',
      'fe80::1',
      '::1',
    ].map(address =>
      fails(
        `a check of ${address}`,
        demo({ clusters: addressed([address]), ...by(withTerraform), access: { healthChecks: terraform() } }),
        'demo/frankfurt',
        address,
      ),
    ),
    fails(
      'a check of pods',
      demo({ clusters: facts({}), ...by(withTerraform), access: { healthChecks: terraform(), exposure: Exposure.podAddresses() } }),
      'demo/frankfurt',
      '10.0.0.0/18',
    ),
    ...['172.15.255.255', '172.32.0.0', '100.128.0.0', '9.255.255.255', '11.0.0.0', '2001:db8::1', 'lb.example.org'].map(address =>
      limit(
        passes(
          `a check of ${address}`,
          demo({ clusters: addressed([address]), ...by(withTerraform), access: { healthChecks: terraform() } }),
        ),
      ),
    ),
    passes(
      'an existing check of a cluster with a private address',
      demo({ clusters: addressed(['10.1.2.3'], ['10.1.2.4']), ...by(route53), access: { healthChecks: allChecked } }),
    ),
  ],
  'dns/target': [
    fails('a name with a dot at its end', demo({ clusters: addressed(['lb.example.org.']) }), 'demo/frankfurt', "'lb.example.org.'", 'dot'),
    ...['198.51.100.256', '198.51.100', '1.2.3.4.5', '2001:db8:::1'].map(address =>
      fails(
        `the address ${address}`,
        demo({ clusters: addressed([address]) }),
        'demo/frankfurt',
        `'${address}'`,
        'not an IPv4 or IPv6 address',
      ),
    ),
    ...['-lb.example.org', 'lb..example.org', '.'].map(address =>
      fails(`the name ${address}`, demo({ clusters: addressed([address]) }), 'demo/frankfurt', `'${address}'`, 'nor a name'),
    ),
    fails(
      'a node with half an address',
      demo({
        clusters: facts({ nodeAddresses: ['198.51.100'] }),
        access: { exposure: Exposure.nodePorts({ client: 30_000 }) },
      }),
      'demo/frankfurt',
      'nodeAddresses',
    ),
    ...['198.51.100.255', '2001:db8::1', 'lb.example.org', 'LB-1.example.org', 'lb'].map(address =>
      passes(`the target ${address}`, demo({ clusters: addressed([address]) })),
    ),
    limit(passes('a name with a number in front', demo({ clusters: addressed(['1.lb.example.org']) }))),
    passes('no host', plan(fleet(3), { demo: system(pair) })),
  ],
  'dns/ttl': [
    warns(
      'checked records that live for 61 s',
      demo({ topology: pair, ...by(route53), access: { healthChecks: allChecked, ttl: Duration.seconds(61) } }),
      'demo',
      '61 s',
    ),
    warns(
      'computed answers that live for an hour',
      demo({ topology: pair, ...by(powerDns), access: { healthChecks: server(), ttl: Duration.hours(1) } }),
      'demo',
      '3600 s',
    ),
    limit(
      passes(
        'checked records that live for 60 s',
        demo({ topology: pair, ...by(route53), access: { healthChecks: allChecked, ttl: Duration.seconds(60) } }),
      ),
    ),
    passes('records that a commit moves and that live for 61 s', demo({ topology: pair, access: { ttl: Duration.seconds(61) } })),
  ],
  'dns/read-back': [
    fails('IPv6 addresses at CoreDNS', demo({ clusters: addressed(['2001:db8::1']), ...by(coreDns) }), 'demo', 'AAAA', "'coredns'"),
    fails(
      'pods with IPv6 addresses only at CoreDNS',
      plan(fleetOf(facts({ podCidrs: ['fd00:1::/64'] }), { dns: dns({ provider: coreDns }) }), {
        demo: system(even(facts({ podCidrs: ['fd00:1::/64'] }))),
      }),
      'demo/frankfurt',
      'AAAA',
    ),
    passes('IPv6 addresses by RFC 2136', demo({ clusters: addressed(['2001:db8::1']) })),
    limit(
      passes(
        'pods with addresses of both families at CoreDNS',
        plan(fleetOf(facts({ podCidrs: ['fd00:1::/64', '10.1.0.0/16'] }), { dns: dns({ provider: coreDns }) }), {
          demo: system(even(facts({ podCidrs: ['fd00:1::/64', '10.1.0.0/16'] }))),
        }),
      ),
    ),
  ],
  'dns/multivalue': [
    (() => {
      const nine = fleet(9, { dns: dns({ provider: route53 }) });
      return warns('nine clusters', plan(nine, { demo: system(even(nine.clusters), { access: accessOf() }) }), 'demo', '9 values');
    })(),
    (() => {
      const eight = fleet(8, { dns: dns({ provider: route53 }) });
      return limit(passes('eight clusters', plan(eight, { demo: system(even(eight.clusters), { access: accessOf() }) })));
    })(),
    passes('no host', plan(fleet(3), { demo: system(pair) })),
  ],
  'dns/one-owner': [
    fails(
      'one host for two systems by RFC 2136',
      sharing(rfc2136, [even([frankfurt, dublin])], [even([dublin, london])]),
      'alpha and beta',
      "'demo.example.test' A",
      'alpha in frankfurt',
      'beta in dublin',
    ),
    fails(
      'one host with two policies at Route 53',
      sharing(route53, [even([frankfurt, dublin])], [even([london], Traffic.weighted([[london, 1]]))]),
      'alpha and beta',
      'multivalue and weighted',
    ),
    fails(
      'one host with and without a policy at Route 53',
      sharing(route53, [even([frankfurt])], [pair]),
      'alpha and beta',
      'multivalue and simple',
    ),
    fails(
      'one host with two TTLs at Route 53',
      sharing(route53, [even([frankfurt])], [even([dublin]), { ttl: Duration.seconds(10) }]),
      'alpha and beta',
      '30 s and 10 s',
    ),
    fails(
      'an address at the name of a computed answer',
      sharing(powerDns, [pair, { healthChecks: server() }], [even([london])]),
      'alpha and beta',
      'computed answer',
      'type A',
    ),
    fails(
      'parts of two systems at CoreDNS',
      sharing(coreDns, [even([frankfurt])], [even([dublin])]),
      'alpha and beta',
      'test-frankfurt',
      'test-dublin',
    ),
    fails(
      'a host that is the clients’ name of a cluster',
      demo({ access: { host: 'clients.frankfurt.demo.example.test', exposure: Exposure.loadBalancer() } }),
      'demo',
      'test-global',
      'test-frankfurt',
    ),
    passes('parts of the clusters of one system at CoreDNS', demo(by(coreDns))),
    passes('a shared answer of three clusters', demo()),
    limit(passes('the same content from two systems', sharing(rfc2136, [even([frankfurt])], [even([frankfurt])]))),
    passes('a set identifier for each cluster', demo(by(route53))),
  ],
};
