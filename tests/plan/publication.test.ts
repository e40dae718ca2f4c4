import { Duration } from 'cdk8s';
import type { Publication } from '../../lib/plan/model/publication-plan';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { planSystem } from '../../lib/plan/system/plan-system';
import { cluster, dns, fleetOf, must, rfc2136, route53, spread, system } from '../fixtures';
import {
  Access,
  type Cluster,
  type Dns,
  DnsCapabilities,
  DnsProvider,
  Exposure,
  HealthChecks,
  HealthRequest,
  Seat,
  Standby,
  Topology,
  Traffic,
} from '../nouns';

const clusters = [0, 1, 2].map(index => cluster(index)) as unknown as readonly [Cluster, Cluster, Cluster];
const [frankfurt, dublin, london] = clusters;

const standbys = (...all: readonly Standby[]): Topology =>
  Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 2 }), standbys: all });
const shared = (traffic: Traffic): Topology => spread(clusters, [1, 1, 1], traffic);

const topologies = {
  'a standby of the same group': standbys(Standby.voting(dublin, { voters: 1 }), Standby.witness(london, { voters: 1 })),
  'two standbys of the same group': standbys(Standby.voting(dublin, { voters: 1 }), Standby.voting(london, { voters: 1 })),
  'a hot standby with a group of its own': standbys(Standby.hot(dublin, { voters: 1 })),
  'a cold standby': standbys(Standby.cold(dublin, { voters: 1 })),
  'weighted traffic': shared(
    Traffic.weighted([
      [frankfurt, 2],
      [dublin, 1],
      [london, 1],
    ]),
  ),
  'round robin': shared(Traffic.roundRobin()),
  'traffic by latency': shared(Traffic.latency()),
  'traffic by place': shared(
    Traffic.geo([
      [frankfurt, { kind: 'default' }],
      [dublin, { kind: 'country', code: 'IE' }],
      [london, { kind: 'country', code: 'GB' }],
    ]),
  ),
  'traffic by distance': shared(Traffic.proximity([[frankfurt, 0]])),
  'traffic by distance with a bias': shared(Traffic.proximity([[frankfurt, 10]])),
  'traffic to the first of two': shared(Traffic.ordered([dublin, frankfurt])),
  'traffic to the first of three': shared(Traffic.ordered([dublin, frankfurt, london])),
} as const;

const coreDns = DnsProvider.coreDns({ etcd: ['http://192.0.2.53:2379'] });
const allPolicies = route53.capabilities.policies;

/** A provider whose names controllers in the clusters can answer. */
const delegating: DnsProvider = {
  ...rfc2136,
  name: 'delegating',
  capabilities: DnsCapabilities.of({ delegation: ['failover', 'round-robin', 'weighted', 'geo'] }),
  delegate: () => [],
};

const providers: Readonly<Record<string, Partial<Dns>>> = {
  'Route 53': {
    provider: {
      ...route53,
      capabilities: { ...route53.capabilities, terraform: allPolicies },
      terraform: () => ({ provider: { name: '', source: '', version: '', config: {} }, data: [], resources: [], checkIds: [] }),
    },
  },
  'RFC 2136': { provider: rfc2136 },
  Cloudflare: { provider: DnsProvider.cloudflare() },
  Google: { provider: DnsProvider.google({ project: 'names' }) },
  Azure: { provider: DnsProvider.azure({ resourceGroup: 'names', subscriptionId: 'one' }) },
  PowerDNS: { provider: DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' }) },
  'PowerDNS that knows where addresses are': { provider: DnsProvider.powerDns({ api: 'http://192.0.2.53:8081', geoIp: 'database' }) },
  'CoreDNS with one writer': { provider: coreDns, writers: [dublin] },
  'CoreDNS that all write': { provider: coreDns },
  'a zone that clusters answer': { provider: delegating },
};

const timing = { interval: Duration.seconds(10), failures: 1 };
const request = HealthRequest.http({ port: 80, path: '/health' });
const ids = clusters.map(one => [one, `check-${one.name}`] as const);

const checks: Readonly<Record<string, HealthChecks | undefined>> = {
  none: undefined,
  existing: HealthChecks.existing({ ...timing, ids }),
  'of Terraform': HealthChecks.terraform({ ...timing, request, ids }),
  'of Terraform, not made yet': HealthChecks.terraform({ ...timing, request }),
  'of Terraform, with its records': HealthChecks.terraform({ ...timing, request, records: 'terraform' }),
  'of the server': HealthChecks.server({ ...timing, request, timeout: Duration.seconds(2) }),
};

/** What is expected of one topology at one provider, for the health checks in the order above. */
type Row = readonly [none: string, existing: string, made: string, unmade: string, records: string, server: string];

const no = 'refused';
const never: Row = [no, no, no, no, no, no];
const only = (none: string, server = no): Row => [none, no, no, no, no, server];
/** What Route 53 does by a policy, with its own checks or none. */
const by = (policy: string, none = `members ${policy}`): Row => [
  none,
  `members ${policy}`,
  `members ${policy}`,
  'waiting',
  `terraform ${policy}`,
  no,
];

const plain = { 'RFC 2136': true, Cloudflare: true, Google: true, Azure: true } as const;
const everyPlain = (row: Row): Readonly<Record<string, Row>> => Object.fromEntries(Object.keys(plain).map(name => [name, row]));
const everyPowerDns = (row: Row): Readonly<Record<string, Row>> => ({ PowerDNS: row, 'PowerDNS that knows where addresses are': row });
const commitOnly = {
  'Route 53': only('shared'),
  ...everyPlain(only('shared')),
  ...everyPowerDns(only('shared')),
  'CoreDNS with one writer': only('shared'),
  'CoreDNS that all write': never,
  'a zone that clusters answer': only('shared'),
};
const automatic = (route53: Row): Readonly<Record<string, Row>> => ({
  'Route 53': route53,
  ...everyPlain(only('shared')),
  ...everyPowerDns(only('shared', 'computed first-healthy')),
  'CoreDNS with one writer': only('shared'),
  'CoreDNS that all write': never,
  'a zone that clusters answer': only('shared', 'delegated failover'),
});
const inOrder = (policy: string): Readonly<Record<string, Row>> => ({
  'Route 53': by(policy, no),
  ...everyPlain(never),
  ...everyPowerDns(only(no, 'computed first-healthy')),
  'CoreDNS with one writer': never,
  'CoreDNS that all write': never,
  'a zone that clusters answer': only(no, 'delegated failover'),
});
const byRoute53Alone = (policy: string): Readonly<Record<string, Row>> => ({
  'Route 53': by(policy),
  ...everyPlain(never),
  ...everyPowerDns(never),
  'CoreDNS with one writer': never,
  'CoreDNS that all write': never,
  'a zone that clusters answer': never,
});

/** Written from what servers and ExternalDNS do: what is published for each topology at each provider, or that it is refused. */
const table: Readonly<Record<keyof typeof topologies, Readonly<Record<string, Row>>>> = {
  'a standby of the same group': automatic(by('weighted', 'shared')),
  'two standbys of the same group': automatic(by('weighted', 'shared')),
  'a hot standby with a group of its own': commitOnly,
  'a cold standby': commitOnly,
  'weighted traffic': {
    'Route 53': by('weighted'),
    ...everyPlain(never),
    ...everyPowerDns(only(no, 'computed weighted')),
    'CoreDNS with one writer': never,
    'CoreDNS that all write': never,
    'a zone that clusters answer': only(no, 'delegated weighted'),
  },
  'round robin': {
    'Route 53': by('multivalue'),
    ...everyPlain(only('shared')),
    ...everyPowerDns(only('shared', 'computed all-healthy')),
    'CoreDNS with one writer': only('parts'),
    'CoreDNS that all write': only('parts'),
    'a zone that clusters answer': only('shared', 'delegated round-robin'),
  },
  'traffic by latency': byRoute53Alone('latency'),
  // Servers that answer by distance, and controllers, take no list of places: it would be dropped in silence.
  'traffic by place': byRoute53Alone('geolocation'),
  'traffic by distance': {
    ...byRoute53Alone('geoproximity'),
    'PowerDNS that knows where addresses are': only(no, 'computed closest'),
    'a zone that clusters answer': only(no, 'delegated geo'),
  },
  'traffic by distance with a bias': byRoute53Alone('geoproximity'),
  'traffic to the first of two': inOrder('failover'),
  'traffic to the first of three': inOrder('weighted'),
};

const planned = (topology: Topology, provider: Partial<Dns>, healthChecks: HealthChecks | undefined): SystemPlan =>
  planSystem(
    'demo',
    system(topology, {
      access: Access.dns({
        host: 'app.example.test',
        ttl: Duration.seconds(30),
        exposure: Exposure.ingress(),
        ...(healthChecks ? { healthChecks } : {}),
      }),
    }),
    fleetOf(clusters, { dns: dns(provider) }),
  );

function words(how: Publication): string {
  switch (how.kind) {
    case 'members':
    case 'terraform':
      return `${how.kind} ${how.policy}`;
    case 'computed':
      return `computed ${how.selection}`;
    case 'delegated':
      return `delegated ${how.strategy.kind}`;
    case 'parts':
    case 'shared':
    case 'waiting':
      return how.kind;
  }
}

const cells = Object.entries(topologies).flatMap(([name, topology]) =>
  Object.entries(providers).flatMap(([where, given]) =>
    Object.entries(checks).map(([kind, healthChecks], column) => ({
      name,
      where,
      kind,
      expected: must(must(table[name as keyof typeof topologies][where], `${name} at ${where}`)[column]),
      plan: planned(topology, given, healthChecks),
    })),
  ),
);

describe('a name', () => {
  it.each(cells)('of $name at $where, health checks: $kind: $expected', ({ plan, expected }) => {
    const { how, refused } = must(plan.publication);
    expect(refused ? no : words(how)).toBe(expected);
  });

  it('that is refused says why and what to write, and is planned as a shared one', () => {
    for (const { plan, expected } of cells.filter(cell => cell.expected === no)) {
      const { how, refused } = must(plan.publication);
      expect([expected, how.kind]).toEqual([no, 'shared']);
      expect(must(refused).problem).toMatch(/^.{20,}$/);
      expect(must(refused).fix).toMatch(/^(use|remove|name|add|set) .{10,}$/);
    }
  });
});

describe('the records of a name', () => {
  const of = (word: string) => cells.filter(({ expected }) => expected.startsWith(word)).map(({ plan }) => plan);

  it('that a provider chooses from are one for each cluster, told apart and published by it', () => {
    for (const { records } of of('members')) {
      expect(records.length).toBeGreaterThan(1);
      for (const { scope, clusters: publishers, setIdentifier, properties } of records) {
        expect([scope, publishers]).toEqual(['local', [setIdentifier]]);
        expect(properties.length).toBeGreaterThan(0);
      }
      expect(new Set(records.map(({ setIdentifier }) => setIdentifier)).size).toBe(records.length);
    }
  });

  it('that is the union of parts are one for each cluster, without a set identifier', () => {
    expect(of('parts').length).toBeGreaterThan(0);
    for (const { records } of of('parts')) {
      expect(records.map(({ clusters: publishers, targets }) => [publishers, targets])).toEqual(
        clusters.map(one => [[one.name], one.ingress?.addresses]),
      );
      expect(records.every(({ scope, setIdentifier }) => scope === 'local' && setIdentifier === undefined)).toBe(true);
    }
  });

  it('that a server computes is one, the same from every cluster of the system', () => {
    expect(of('computed').length).toBeGreaterThan(0);
    for (const { records, seats } of of('computed')) {
      expect(records.map(({ type, scope, setIdentifier }) => [type, scope, setIdentifier])).toEqual([['LUA', 'computed', undefined]]);
      expect(records[0]?.clusters).toEqual(seats.map(({ cluster: { name } }) => name));
    }
  });

  it('that something else publishes, or that waits, are none', () => {
    for (const word of ['delegated', 'terraform', 'waiting']) {
      expect(of(word).length).toBeGreaterThan(0);
      expect(of(word).flatMap(({ records }) => records)).toEqual([]);
    }
  });

  it('that clusters share come from the writers alone', () => {
    for (const { records, publication } of of('shared')) {
      expect(publication?.how.kind).toBe('shared');
      for (const { scope, setIdentifier } of records) expect([scope, setIdentifier]).toEqual(['global', undefined]);
    }
    const [one] = cells.filter(({ where, expected }) => where === 'CoreDNS with one writer' && expected === 'shared');
    expect(must(one).plan.records.map(({ clusters: publishers }) => publishers)).toEqual([['dublin']]);
  });

  it('never lead to a group of its own that nobody has promoted', () => {
    const own = cells.filter(({ name }) => name === 'a hot standby with a group of its own' || name === 'a cold standby');
    const targets = own.flatMap(({ plan }) => plan.records.flatMap(record => record.targets));
    expect(new Set(targets)).toEqual(new Set(frankfurt.ingress?.addresses));
  });
});
