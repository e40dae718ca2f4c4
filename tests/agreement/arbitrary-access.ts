import fc from 'fast-check';
import type { ClusterFacts } from '../../lib/domain/cluster';
import type { AccessDraft, ChecksDraft, DnsDraft, ExposureDraft, TermsDraft, TopologyDraft } from './draft';
import { compactly, given } from './given';

/** What is known of a system when its access is chosen. */
interface Served {
  readonly name: string;
  readonly topology: TopologyDraft;
  /** Clusters that serve, or may come to. */
  readonly serving: readonly string[];
  /** Clusters that are led to without a decision. */
  readonly led: readonly string[];
  readonly all: readonly string[];
  readonly clusters: readonly ClusterFacts[];
  readonly dns: DnsDraft;
}

/** Ways of clients to a system that fit its topology and its names, most of them. */
export const access = (
  name: string,
  topology: TopologyDraft,
  clusters: readonly ClusterFacts[],
  dns: DnsDraft,
): fc.Arbitrary<AccessDraft> => {
  const standbys = topology.kind === 'active-active' ? [] : topology.standbys;
  const first = topology.kind === 'active-active' ? topology.seats.map(({ cluster }) => cluster) : [topology.active.cluster];
  const of = (...kinds: readonly string[]): readonly string[] =>
    standbys.filter(({ kind }) => kinds.includes(kind)).map(({ cluster }) => cluster);
  const served: Served = {
    name,
    topology,
    serving: [...first, ...of('voting', 'hot', 'cold')],
    led: [...first, ...of('voting')],
    all: [...first, ...standbys.map(({ cluster }) => cluster)],
    clusters,
    dns,
  };
  const several = served.all.length > 1;
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<AccessDraft>({ kind: 'internal' }) },
    { weight: 5, arbitrary: byName(served) },
    { weight: several ? 4 : 0, arbitrary: several ? balancers(served) : fc.constant<AccessDraft>({ kind: 'internal' }) },
    { weight: 2, arbitrary: byList(served) },
    { weight: several ? 3 : 0, arbitrary: several ? gateways(served) : fc.constant<AccessDraft>({ kind: 'internal' }) },
  );
};

const routes = fc.constantFrom('http' as const, 'http' as const, 'grpc' as const, 'tls' as const, 'tcp' as const);

const exposures: fc.Arbitrary<ExposureDraft> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .record({
        kind: fc.constant('ingress' as const),
        path: given(fc.constantFrom('/v1', '/store/', '/a b', '/a//b', '/%2F'), 0),
        tls: fc.boolean(),
      })
      .map(compactly) as fc.Arbitrary<ExposureDraft>,
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        kind: fc.constant('gateway' as const),
        route: routes,
        listener: fc.boolean(),
        path: given(fc.constantFrom('/v1', '/a b', '/a//b'), 0),
      })
      .map(({ path, ...draft }) =>
        compactly({ ...draft, listener: draft.listener || draft.route === 'tcp', path: draft.route === 'http' ? path : undefined }),
      ) as fc.Arbitrary<ExposureDraft>,
  },
  {
    weight: 5,
    arbitrary: fc
      .record({
        kind: fc.constantFrom('load-balancer' as const, 'node-ports' as const, 'pod-addresses' as const),
        annotation: given(fc.constantFrom('example.test/kind', 'a', 'no key!', 'external-dns.kubernetes.io/hostname'), 0),
      })
      .map(({ kind, annotation }) =>
        compactly({ kind, annotation: kind === 'load-balancer' ? annotation : undefined }),
      ) as fc.Arbitrary<ExposureDraft>,
  },
);

/** Ranges of clients where somebody holds others back by them. */
const clientsOf = (exposure: ExposureDraft): fc.Arbitrary<readonly string[] | undefined> => {
  const ranges = fc.constantFrom(
    ['192.0.2.0/24'],
    ['100.100.0.0/16', '2001:db8:9::/48'],
    ['192.0.2.7/24', '192.0.2.0/25'],
    ['0.0.0.0/0', '::/0'],
    ['10.0.0.0/8'],
  );
  if (exposure.kind === 'ingress' || exposure.kind === 'gateway') return fc.constant(undefined);
  return exposure.kind === 'pod-addresses' ? given(ranges, 1) : ranges;
};

/** What follows checks comes back by itself, and has to say so. */
const failbackOf = ({ topology, led }: Served, moves: boolean, choice: boolean): TermsDraft['failback'] => {
  if (led.length < 2) return undefined;
  if (topology.kind === 'active-active') return undefined;
  return moves ? (choice ? 'manual' : 'automatic') : undefined;
};

const terms = (exposure: ExposureDraft, more: TermsDraft): fc.Arbitrary<TermsDraft> =>
  clientsOf(exposure).map(clients => compactly({ ...more, clients }) as TermsDraft);

/** Names that are not as simple as most: the zone itself, the name above those of all members, one that is deep below. */
const hosts = (name: string, zone: string): readonly string[] => [
  zone,
  `${name}.${zone}`,
  `${name}.${zone}`,
  `${name}.${zone}`,
  `a.b.to-${name}.${zone}`,
];

function byName(served: Served): fc.Arbitrary<AccessDraft> {
  const { dns } = served;
  const { name, led } = served;
  return fc
    .record({
      exposure: exposures,
      ttl: fc.constantFrom(5, 30, 60),
      checked: fc.boolean(),
      outside: fc.boolean(),
      top: fc.integer({ min: 0, max: 15 }),
    })
    .chain(({ exposure, ttl, checked, outside, top }) => {
      const checks = checked && led.length > 1 ? checksOf(served, outside) : fc.constant(undefined);
      return checks.chain(healthChecks =>
        terms(exposure, compactly({ failback: failbackOf(served, healthChecks !== undefined, false) }) as TermsDraft).map(
          (kept): AccessDraft => {
            const delegated = dns.provider === 'k8gb' && healthChecks?.kind === 'server' && healthChecks.request !== 'tcp';
            const host = delegated ? `${name}.gslb.${dns.zone}` : (hosts(name, dns.zone)[top] ?? `to-${name}.${dns.zone}`);
            return compactly({ kind: 'dns', host, ttl, exposure, terms: kept, checks: healthChecks }) as AccessDraft;
          },
        ),
      );
    });
}

/** Checks of the kind that the provider makes. */
function checksOf({ dns, led }: Served, outside: boolean): fc.Arbitrary<ChecksDraft | undefined> {
  const made = (kind: ChecksDraft['kind'], interval: number, failures: number): fc.Arbitrary<ChecksDraft> =>
    fc.record({
      kind: fc.constant(kind),
      interval: fc.constant(interval),
      failures: fc.constant(failures),
      request: fc.constantFrom('http' as const, 'https' as const, ...(kind === 'terraform' ? (['tcp', 'tcp', 'tcp', 'tcp'] as const) : [])),
      records: fc.constantFrom('external-dns' as const, 'terraform' as const),
      ids: fc.constant(led),
    });
  const provider = dns.provider === 'k8gb' && outside ? dns.edge : dns.provider;
  switch (provider) {
    case 'route53':
      return fc
        .tuple(fc.constantFrom('existing' as const, 'terraform' as const), fc.constantFrom(10, 30))
        .chain(([kind, interval]) => made(kind, interval, 3));
    case 'powerDns':
      return made('server', 5, 1);
    case 'k8gb':
      return made('server', 30, 1);
    default:
      return fc.constant(undefined);
  }
}

function balancers(served: Served): fc.Arbitrary<AccessDraft> {
  const { name, all, dns } = served;
  return fc
    .record({
      exposure: exposures,
      places: fc.shuffledSubarray([...all], { minLength: 2 }),
      protocol: fc.constantFrom('tcp' as const, 'http' as const),
      entry: given(fc.constantFrom('load-balancer' as const, 'node-ports' as const, 'pod-addresses' as const), 2),
      named: fc.boolean(),
      fall: fc.constantFrom(2, 3, 10),
      replicas: fc.constantFrom(1, 2, 3),
      resources: given(fc.record({ cpu: fc.constantFrom('50m', '1.5'), memory: fc.constantFrom(1, 16, 64, 1024) }), 0),
      sessions: given(fc.constantFrom('free' as const, 'source' as const, 'cookie' as const), 1),
      forward: fc.boolean(),
      choice: fc.boolean(),
      clients: fc.constantFrom(['192.0.2.0/24'], ['10.0.0.0/8'], ['100.100.0.0/16', '2001:db8:9::/48']),
    })
    .map(({ exposure, named, sessions, forward, choice, clients, entry, ...draft }): AccessDraft => {
      const byHost = exposure.kind === 'ingress' || (exposure.kind === 'gateway' && exposure.route !== 'tcp');
      const http = draft.protocol === 'http';
      const outside = exposure.kind === 'load-balancer' || entry === 'load-balancer' || entry === 'node-ports';
      return compactly({
        ...draft,
        kind: 'load-balancer',
        exposure: http && exposure.kind === 'ingress' ? { ...exposure, tls: false } : exposure,
        entry,
        host: named || byHost ? `to-${name}.${dns.zone}` : undefined,
        terms: compactly({
          clients: outside ? clients : undefined,
          sessions: sessions === 'cookie' && !http ? 'source' : sessions,
          forward: http ? forward : undefined,
          failback: failbackOf(served, true, choice),
        }),
      }) as AccessDraft;
    });
}

const byList = (served: Served): fc.Arbitrary<AccessDraft> =>
  exposures
    .map((exposure): ExposureDraft => {
      if (exposure.kind === 'ingress') return { kind: 'pod-addresses' };
      return exposure.kind === 'gateway' ? { ...exposure, route: 'tcp', listener: true } : exposure;
    })
    .chain(exposure =>
      fc
        .tuple(
          terms(exposure, compactly({ failback: failbackOf(served, true, false) }) as TermsDraft),
          fc.subarray(['web', 'jobs', 'default', 'store']),
        )
        .map(([kept, namespaces]): AccessDraft => ({ kind: 'client-list', exposure, terms: kept, namespaces })),
    );

function gateways(served: Served): fc.Arbitrary<AccessDraft> {
  const { name, serving, dns, topology, led } = served;
  if (serving.length < 2) return byName(served);
  const other = topology.kind === 'active-standby' ? topology.standbys.find(({ kind }) => kind === 'hot')?.cluster : undefined;
  return fc
    .record({
      implementation: fc.constantFrom('istio' as const, 'gateway-api' as const),
      channel: fc.constantFrom('standard' as const, 'experimental' as const),
      quiet: fc.constantFrom(true, true, false),
      route: fc.constantFrom('http' as const, 'http' as const, 'grpc' as const, 'tls' as const, 'tcp' as const),
      places: fc.shuffledSubarray([...serving], { minLength: 2 }),
      sessions: given(fc.constantFrom('source' as const, 'cookie' as const), 1),
      forward: given(fc.boolean(), 1),
      tried: fc.boolean(),
    })
    .map(({ sessions, forward, tried, ...draft }): AccessDraft => {
      const istio = draft.implementation === 'istio';
      return compactly({
        ...draft,
        kind: 'gateway',
        host: `to-${name}.${dns.zone}`,
        listener: draft.route === 'tcp',
        terms: compactly({
          sessions,
          forward,
          shadow: tried && !istio ? other : undefined,
          failback: led.length > 1 && topology.kind === 'active-standby' && istio ? 'automatic' : undefined,
        }),
      }) as AccessDraft;
    });
}
