import { Duration } from 'cdk8s';
import type { DnsAccess } from '../../lib/domain/access';
import type { RecordPlan } from '../../lib/plan/model/system-plan';
import { planSystem } from '../../lib/plan/system/plan-system';
import { cluster, dns, fleetOf, rfc2136, route53, spread, system } from '../fixtures';
import {
  Access,
  type Cluster,
  type Dns,
  DnsProvider,
  Exposure,
  HealthChecks,
  HealthRequest,
  OperatingState,
  Seat,
  Standby,
  Topology,
  Traffic,
} from '../nouns';
import { applied, rendered } from './rendered';

const clusters = [0, 1, 2].map(index => cluster(index)) as unknown as readonly [Cluster, Cluster, Cluster];
const [frankfurt, dublin, london] = clusters;

const healthChecks: DnsAccess['healthChecks'] = {
  kind: 'existing',
  ids: [
    [frankfurt, 'check-frankfurt'],
    [dublin, 'check-dublin'],
    [london, 'check-london'],
  ],
  interval: Duration.seconds(10),
  failures: 3,
};

interface Given {
  readonly topology: Topology;
  readonly provider: DnsProvider;
  readonly access?: Partial<DnsAccess>;
  readonly active?: string;
  readonly clusters?: readonly Cluster[];
  readonly writers?: Dns['writers'];
}

const planned = ({ topology, provider, access, active, clusters: all = clusters, writers }: Given) => {
  const described = fleetOf(all, { dns: dns({ provider, ...(writers ? { writers } : {}) }) });
  const plan = planSystem(
    'demo',
    system(topology, {
      access: Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.ingress(), ...access }),
      state: { ...OperatingState.initial(), ...(active ? { active } : {}) },
    }),
    described,
  );
  return { plan, described };
};

const records = (given: Given): readonly Omit<RecordPlan, 'route'>[] =>
  planned(given).plan.records.map(({ route: _, ...record }) => record);

const address = { frankfurt: '198.51.100.0', dublin: '198.51.100.1', london: '198.51.100.2' } as const;
type Name = keyof typeof address;

/** A record that one cluster publishes for itself. */
const own = (name: Name, properties: RecordPlan['properties'], changes: Partial<RecordPlan> = {}): unknown => ({
  name: 'demo.example.test',
  type: 'A',
  targets: [address[name]],
  ttlSeconds: 30,
  scope: 'local',
  clusters: [name],
  setIdentifier: name,
  properties,
  ...changes,
});

/** A record that all clusters publish alike. */
const common = (targets: readonly string[], from: readonly Name[], changes: Partial<RecordPlan> = {}): unknown => ({
  name: 'demo.example.test',
  type: 'A',
  targets,
  ttlSeconds: 30,
  scope: 'global',
  clusters: from,
  properties: [],
  ...changes,
});

const property = (name: string, value: string) => ({ name, value });
const check = (name: Name) => property('aws/health-check-id', `check-${name}`);
const all: readonly Name[] = ['frankfurt', 'dublin', 'london'];

const weighted = spread(
  clusters,
  [1, 1, 1],
  Traffic.weighted([
    [frankfurt, 100],
    [dublin, 50],
  ]),
);
const roundRobin = spread(clusters, [1, 1, 1], Traffic.roundRobin());
const latency = spread(clusters, [1, 1, 1], Traffic.latency());
const geo = spread(
  clusters,
  [1, 1, 1],
  Traffic.geo([
    [frankfurt, { kind: 'default' }],
    [dublin, { kind: 'country', code: 'IE' }],
    [london, { kind: 'continent', code: 'EU' }],
  ]),
);
const two = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.hot(dublin, { voters: 3 })] });
const pair = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 2 }), standbys: [Standby.voting(dublin, { voters: 1 })] });
const three = Topology.activeStandby({
  active: Seat.of(frankfurt, { voters: 1 }),
  standbys: [Standby.voting(london, { voters: 1 }), Standby.voting(dublin, { voters: 1 })],
});
const witnessed = Topology.activeStandby({
  active: Seat.of(frankfurt, { voters: 1 }),
  standbys: [Standby.voting(dublin, { voters: 1 }), Standby.witness(london, { voters: 1 })],
});

describe.each<[string, Topology, readonly (readonly [Name, RecordPlan['properties']])[]]>([
  [
    'weighted traffic',
    weighted,
    [
      ['frankfurt', [property('aws/weight', '100')]],
      ['dublin', [property('aws/weight', '50')]],
      ['london', [property('aws/weight', '0')]],
    ],
  ],
  ['round robin', roundRobin, all.map(name => [name, [property('aws/multi-value-answer', '')]] as const)],
  [
    'traffic by latency',
    latency,
    [
      ['frankfurt', [property('aws/region', 'region-0')]],
      ['dublin', [property('aws/region', 'region-1')]],
      ['london', [property('aws/region', 'region-2')]],
    ],
  ],
  [
    'traffic by place',
    geo,
    [
      ['frankfurt', [property('aws/geolocation-country-code', '*')]],
      ['dublin', [property('aws/geolocation-country-code', 'IE')]],
      ['london', [property('aws/geolocation-continent-code', 'EU')]],
    ],
  ],
])('%s by Route 53', (_, topology, expected) => {
  it('is a record of each cluster, published by that cluster', () => {
    expect(records({ topology, provider: route53 })).toEqual(expected.map(([name, properties]) => own(name, properties)));
  });

  it('follows the health check of each cluster', () => {
    expect(records({ topology, provider: route53, access: { healthChecks } })).toEqual(
      expected.map(([name, properties]) => own(name, [...properties, check(name)])),
    );
  });
});

describe('traffic by place', () => {
  it('leaves out a cluster that has no place', () => {
    const topology = spread(clusters, [1, 1, 1], Traffic.geo([[london, { kind: 'default' }]]));
    expect(records({ topology, provider: route53 })).toEqual([own('london', [property('aws/geolocation-country-code', '*')])]);
  });
});

describe('one active cluster and one standby with health checks', () => {
  const given: Given = { topology: pair, provider: route53, access: { healthChecks } };

  it('weigh 1 and 0 at Route 53', () => {
    expect(records(given)).toEqual([
      own('frankfurt', [property('aws/weight', '1'), check('frankfurt')]),
      own('dublin', [property('aws/weight', '0'), check('dublin')]),
    ]);
  });

  it('change places on a switchover', () => {
    expect(records({ ...given, active: 'dublin' })).toEqual([
      own('dublin', [property('aws/weight', '1'), check('dublin')]),
      own('frankfurt', [property('aws/weight', '0'), check('frankfurt')]),
    ]);
  });

  it('do not send anybody to a witness', () => {
    expect(records({ ...given, topology: witnessed })).toEqual([
      own('frankfurt', [property('aws/weight', '1'), check('frankfurt')]),
      own('dublin', [property('aws/weight', '0'), check('dublin')]),
    ]);
  });
});

describe.each<[string, Topology]>([
  ['a hot', two],
  ['a cold', Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.cold(dublin, { voters: 3 })] })],
])('one active cluster and %s standby with health checks', (_, topology) => {
  it('share one record, since nobody may move clients before the standby is promoted', () => {
    expect(records({ topology, provider: route53, access: { healthChecks } })).toEqual([
      common([address.frankfurt], ['frankfurt', 'dublin']),
    ]);
  });
});

describe('one active cluster and two standbys with health checks', () => {
  const given: Given = { topology: three, provider: route53, access: { healthChecks } };

  it('weigh 1 and 0 with the standbys in the order in which they take over', () => {
    expect(records(given)).toEqual([
      own('frankfurt', [property('aws/weight', '1'), check('frankfurt')]),
      own('london', [property('aws/weight', '0'), check('london')]),
      own('dublin', [property('aws/weight', '0'), check('dublin')]),
    ]);
  });

  it('give the weight to the cluster that serves after a switchover', () => {
    const weights = Object.fromEntries(
      planned({ ...given, active: 'london' }).plan.records.map(({ setIdentifier, properties }) => [
        setIdentifier,
        properties.find(({ name }) => name === 'aws/weight')?.value,
      ]),
    );
    expect(weights).toEqual({ frankfurt: '0', dublin: '0', london: '1' });
  });
});

describe.each<[string, Given]>([
  ['Route 53 without health checks', { topology: two, provider: route53 }],
  ['RFC 2136', { topology: two, provider: rfc2136 }],
  ['RFC 2136 with health checks', { topology: two, provider: rfc2136, access: { healthChecks } }],
])('one active cluster and a standby by %s', (_, given) => {
  it('are one address that both clusters publish alike', () => {
    expect(records(given)).toEqual([common([address.frankfurt], ['frankfurt', 'dublin'])]);
  });

  it('are the address of the other after a switchover', () => {
    expect(records({ ...given, active: 'dublin' })).toEqual([common([address.dublin], ['frankfurt', 'dublin'])]);
  });
});

describe('round robin by RFC 2136', () => {
  it('is one record with all addresses that every cluster publishes alike', () => {
    expect(records({ topology: roundRobin, provider: rfc2136 })).toEqual([common(Object.values(address), all)]);
    expect(records({ topology: roundRobin, provider: rfc2136, access: { healthChecks } })).toEqual([common(Object.values(address), all)]);
  });

  it('names IPv4 and IPv6 addresses in records of their own', () => {
    const dual = [0, 1].map(index =>
      cluster(index, { ingress: { className: 'nginx', addresses: [`2001:db8::${index}`, `198.51.100.${index}`] } }),
    );
    expect(records({ topology: spread(dual, [1, 1]), provider: rfc2136, clusters: dual })).toEqual([
      common(['198.51.100.0', '198.51.100.1'], ['frankfurt', 'dublin']),
      common(['2001:db8::0', '2001:db8::1'], ['frankfurt', 'dublin'], { type: 'AAAA' }),
    ]);
  });
});

describe('an active cluster whose clients reach the members themselves', () => {
  it.each([['podAddresses'], ['loadBalancer']] as const)('is an alias of the name that ExternalDNS keeps for it (%s)', exposure => {
    expect(records({ topology: two, provider: rfc2136, access: { exposure: Exposure[exposure]() } })).toEqual([
      common(['clients.frankfurt.demo.example.test'], ['frankfurt', 'dublin'], { type: 'CNAME' }),
    ]);
  });
});

describe('round robin over load balancers by Route 53', () => {
  it('shares the alias by equal weights, since a name has one CNAME only', () => {
    expect(records({ topology: roundRobin, provider: route53, access: { exposure: Exposure.loadBalancer() } })).toEqual(
      all.map(name => own(name, [property('aws/weight', '1')], { type: 'CNAME', targets: [`clients.${name}.demo.example.test`] })),
    );
  });
});

describe('a system whose clients are in the same clusters', () => {
  it('has no records', () => {
    expect(planSystem('demo', system(roundRobin), fleetOf(clusters)).records).toEqual([]);
  });
});

describe('the DNSEndpoint of a cluster', () => {
  it('holds its own record and nobody else’s', () => {
    const { plan, described } = planned({ topology: weighted, provider: route53, access: { healthChecks } });
    expect(applied(rendered(plan, 'dublin', described), 'DNSEndpoint', 'demo-local').spec).toEqual({
      endpoints: [
        {
          dnsName: 'demo.example.test',
          recordType: 'A',
          targets: ['198.51.100.1'],
          recordTTL: 30,
          setIdentifier: 'dublin',
          providerSpecific: [property('aws/weight', '50'), check('dublin')],
        },
      ],
    });
  });

  it('holds the same shared record in every cluster', () => {
    const { plan, described } = planned({ topology: witnessed, provider: rfc2136 });
    for (const name of all) {
      expect(applied(rendered(plan, name, described), 'DNSEndpoint', 'demo-global').spec).toEqual({
        endpoints: [{ dnsName: 'demo.example.test', recordType: 'A', targets: ['198.51.100.0'], recordTTL: 30 }],
      });
    }
  });
});

const powerDns = DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' });
const server = HealthChecks.server({
  request: HealthRequest.http({ port: 80, path: '/health' }),
  interval: Duration.seconds(5),
  timeout: Duration.seconds(1),
  failures: 1,
});
const asked = (addresses: string): string => `A "ifurlup('http://demo.example.test:80/health', ${addresses}, {timeout=1, interval=5})"`;
const order = (...names: readonly Name[]): string => `{${names.map(name => `{'${address[name]}'}`).join(', ')}}`;

describe('an active cluster and its standbys by a server that computes answers', () => {
  const given: Given = { topology: three, provider: powerDns, access: { healthChecks: server } };
  const answer = (...names: readonly Name[]) => common([asked(order(...names))], all, { type: 'LUA', scope: 'computed' });

  it('are one answer, in the order in which they take over', () => {
    expect(records(given)).toEqual([answer('frankfurt', 'london', 'dublin')]);
  });

  it('begin with the cluster that a switchover has made active', () => {
    expect(records({ ...given, active: 'london' })).toEqual([answer('london', 'frankfurt', 'dublin')]);
  });

  it('leave out a witness, and a group of its own', () => {
    expect(records({ ...given, topology: witnessed })).toEqual([answer('frankfurt', 'dublin')]);
    const beside = Topology.activeStandby({
      active: Seat.of(frankfurt, { voters: 2 }),
      standbys: [Standby.voting(dublin, { voters: 1 }), Standby.hot(london, { voters: 3 })],
    });
    expect(records({ ...given, topology: beside })).toEqual([answer('frankfurt', 'dublin')]);
  });

  it('are written by the clusters that are named for it', () => {
    expect(records({ ...given, writers: [london] })).toEqual([
      common([asked(order('frankfurt', 'london', 'dublin'))], ['london'], { type: 'LUA', scope: 'computed' }),
    ]);
  });

  it('are in a DNSEndpoint for the instance that writes computed answers', () => {
    const { plan, described } = planned(given);
    const { spec, metadata } = applied(rendered(plan, 'dublin', described), 'DNSEndpoint', 'demo-computed') as unknown as {
      readonly spec: unknown;
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    };
    expect(metadata.labels['georaft.io/dns-scope']).toBe('computed');
    expect(spec).toEqual({
      endpoints: [
        {
          dnsName: 'demo.example.test',
          recordType: 'LUA',
          targets: [asked(order('frankfurt', 'london', 'dublin'))],
          recordTTL: 30,
        },
      ],
    });
  });
});

describe('a standby with a group of its own, beside one of the group that checks lead through,', () => {
  const topology = Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: 2 }),
    standbys: [Standby.voting(dublin, { voters: 1 }), Standby.hot(london, { voters: 3 })],
  });
  const ids: DnsAccess['healthChecks'] = HealthChecks.existing({
    interval: Duration.seconds(10),
    failures: 3,
    ids: [
      [frankfurt, 'check-frankfurt'],
      [dublin, 'check-dublin'],
    ],
  });
  const given: Given = { topology, provider: route53, access: { healthChecks: ids } };

  it('is not led to by checks', () => {
    expect(records(given)).toEqual([
      own('frankfurt', [property('aws/weight', '1'), check('frankfurt')]),
      own('dublin', [property('aws/weight', '0'), check('dublin')]),
    ]);
  });

  it('has a record of the same policy once it is promoted, which can stand beside those that the lost ones left behind', () => {
    expect(records({ ...given, active: 'london' })).toEqual([own('london', [property('aws/weight', '1')])]);
    expect(planned({ ...given, active: 'london' }).plan.publication?.refused).toBeUndefined();
  });

  it('is the computed answer once it is promoted, since the old one is never removed', () => {
    expect(records({ ...given, provider: powerDns, access: { healthChecks: server }, active: 'london' })).toEqual([
      common([asked(`{'${address.london}'}`)], all, { type: 'LUA', scope: 'computed' }),
    ]);
  });
});

describe('round robin by CoreDNS', () => {
  it('is a part of the answer from each cluster, with its own address and no set identifier', () => {
    const provider = DnsProvider.coreDns({ etcd: ['http://192.0.2.53:2379'] });
    expect(records({ topology: roundRobin, provider })).toEqual(all.map(name => common([address[name]], [name], { scope: 'local' })));
  });
});

describe('a shared name with one writer', () => {
  it('is published there, and in no other cluster', () => {
    const given: Given = { topology: witnessed, provider: rfc2136, writers: [london] };
    expect(records(given)).toEqual([common([address.frankfurt], ['london'])]);
    const { plan, described } = planned(given);
    const holds = (name: Name): number => rendered(plan, name, described).filter(({ kind }) => kind === 'DNSEndpoint').length;
    expect(all.map(holds)).toEqual([0, 0, 1]);
  });
});

describe('traffic to the first healthy cluster by Route 53', () => {
  it('is a primary and a secondary record in the order that was given', () => {
    const topology = spread(clusters, [1, 1, 1], Traffic.ordered([dublin, frankfurt]));
    expect(records({ topology, provider: route53, access: { healthChecks } })).toEqual([
      own('dublin', [property('aws/failover', 'PRIMARY'), check('dublin')]),
      own('frankfurt', [property('aws/failover', 'SECONDARY'), check('frankfurt')]),
    ]);
  });
});

describe('traffic by distance by Route 53', () => {
  it('is a region for each cluster, stretched by its bias', () => {
    const topology = spread(clusters, [1, 1, 1], Traffic.proximity([[dublin, 20]]));
    const place = (name: Name, index: number, bias: string) =>
      own(name, [property('aws/geoproximity-region', `region-${index}`), property('aws/geoproximity-bias', bias)]);
    expect(records({ topology, provider: route53 })).toEqual([
      place('frankfurt', 0, '0'),
      place('dublin', 1, '20'),
      place('london', 2, '0'),
    ]);
  });
});

describe('a name whose health checks Terraform has still to make', () => {
  it('is published without the cluster that has no id, but never without the one that serves', () => {
    const provider: DnsProvider = {
      ...route53,
      capabilities: { ...route53.capabilities, terraform: ['weighted'] },
      terraform: () => ({ provider: { name: '', source: '', version: '', config: {} }, data: [], resources: [], checkIds: [] }),
    };
    const made = (...ids: readonly (readonly [Cluster, string])[]): Given => ({
      topology: pair,
      provider,
      access: {
        healthChecks: HealthChecks.terraform({
          request: HealthRequest.tcp({ port: 443 }),
          interval: Duration.seconds(10),
          failures: 3,
          ids,
        }),
      },
    });
    expect(records(made())).toEqual([]);
    expect(records(made([dublin, 'check-dublin']))).toEqual([]);
    expect(records(made([frankfurt, 'check-frankfurt']))).toEqual([own('frankfurt', [property('aws/weight', '1'), check('frankfurt')])]);
    expect(records(made([frankfurt, 'check-frankfurt'], [dublin, 'check-dublin']))).toEqual([
      own('frankfurt', [property('aws/weight', '1'), check('frankfurt')]),
      own('dublin', [property('aws/weight', '0'), check('dublin')]),
    ]);
  });
});
