import type { ExposureDraft, FleetDraft, SystemDraft } from './draft';

/** What a fleet is made of, in words that are counted. */
export const kindsOf = (fleet: FleetDraft): ReadonlySet<string> =>
  new Set([
    `clusters: ${fleet.clusters.length}`,
    ...fleet.clusters.map(({ kubernetes }) => `Kubernetes: ${kubernetes}`),
    `DNS: ${fleet.dns.provider}`,
    `delivery: ${fleet.delivery?.mode ?? 'none'}`,
    `network: ${fleet.translated ? 'translated' : 'flat'}`,
    `Terraform: ${fleet.terraform ?? 'none'}`,
    `output before: ${fleet.history}`,
    ...fleet.systems.flatMap(ofSystem),
  ]);

function ofSystem({ engine, topology, access, discovery, tls, state }: SystemDraft): readonly string[] {
  const exposure = 'exposure' in access ? ` through ${exposureText(access.exposure)}` : '';
  return [
    `engine: ${engine.kind}`,
    ...(topology.kind === 'active-active'
      ? [`traffic: ${topology.traffic.kind}`]
      : topology.standbys.map(({ kind }) => `standby: ${kind}`)),
    `topology: ${topology.kind} over ${topology.kind === 'active-active' ? topology.seats.length : 1 + topology.standbys.length}`,
    access.kind === 'gateway' ? `access: ${access.implementation} ${access.route}` : `access: ${access.kind}${exposure}`,
    ...('entry' in access && access.entry ? [`entry: ${access.entry}`] : []),
    ...(access.kind === 'dns' ? [`checks: ${access.checks ? `${access.checks.kind} ${access.checks.request}` : 'none'}`] : []),
    ...('terms' in access
      ? Object.entries(access.terms).map(
          ([term, value]) => `term: ${term} ${typeof value === 'object' ? 'given' : term === 'shadow' ? 'given' : value}`,
        )
      : []),
    `discovery: ${discovery ?? 'not said'}`,
    `TLS: ${tls ?? 'none'}`,
    ...(state
      ? [
          `state: ${state.bootstrapped ? 'bootstrapped' : 'new'}`,
          ...(state.formed.length > 0 ? ['state: formed'] : []),
          ...(state.active === undefined ? [] : ['state: another one active']),
          ...(state.thawed.length > 0 ? ['state: thawed'] : []),
          ...(state.drained.length > 0 ? ['state: drained'] : []),
        ]
      : []),
  ];
}

const exposureText = (exposure: ExposureDraft): string => (exposure.kind === 'gateway' ? `gateway ${exposure.route}` : exposure.kind);

const times = (heading: string, ...kinds: readonly string[]): readonly string[] => kinds.map(kind => `${heading}: ${kind}`);

/** What a long run must have seen: half a percent of its fleets or more of each. */
export const everyKind: readonly string[] = [
  ...times('clusters', '1', '2', '3', '4', '5', '6'),
  ...times('Kubernetes', '1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35'),
  ...times('DNS', 'azure', 'cloudflare', 'coreDns', 'google', 'k8gb', 'plain', 'powerDns', 'rfc2136', 'route53', 'webhook'),
  ...times('network', 'flat', 'translated'),
  ...times('delivery', 'applications', 'rolling-sync', 'none'),
  ...times('Terraform', 'local', 's3', 'none'),
  ...times('output before', 'true', 'false'),
  ...times('engine', 'etcd', 'generic', 'own'),
  ...times('traffic', 'ordered', 'weighted', 'round-robin', 'latency', 'geo', 'proximity'),
  ...times('standby', 'voting', 'witness', 'learner', 'hot', 'cold'),
  ...times('access', 'internal', 'istio http', 'istio grpc', 'istio tcp', 'istio tls', 'gateway-api http', 'gateway-api grpc'),
  ...['ingress', 'gateway http', 'load-balancer', 'node-ports', 'pod-addresses'].flatMap(way =>
    times('access', `dns through ${way}`, `load-balancer through ${way}`),
  ),
  ...times('access', ...['gateway tcp', 'load-balancer', 'node-ports', 'pod-addresses'].map(way => `client-list through ${way}`)),
  ...times('entry', 'load-balancer', 'node-ports', 'pod-addresses'),
  ...times('checks', 'existing http', 'terraform tcp', 'server http', 'server https', 'none'),
  ...times('discovery', 'static-peers', 'dns-srv', 'kubernetes-api', 'init-container', 'not said'),
  ...times('TLS', 'Issuer', 'ClusterIssuer', 'none'),
  ...times('state', 'new', 'bootstrapped', 'formed', 'another one active', 'thawed', 'drained'),
  ...times(
    'term',
    'sessions source',
    'sessions cookie',
    'forward true',
    'failback automatic',
    'failback manual',
    'clients given',
    'shadow given',
  ),
];
