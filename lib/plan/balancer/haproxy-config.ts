import type { LoadBalancerAccess } from '../../domain/access';
import { isIP } from '../../domain/ip-family';
import type { BalancedCluster, BalancerPlan, BalancerRoute } from '../model/balancer-plan';
import { checkLines, serverLine } from './haproxy-servers';

/** Paths on the health port: whether the process runs, and whether it has somebody to lead clients to. */
export const balancerPaths = { alive: '/livez', ready: '/readyz' } as const;

/** What each load balancer asks of its node. */
export const balancerResources = ({ resources }: LoadBalancerAccess): { readonly cpu: string; readonly memoryMebibytes: number } => ({
  cpu: resources?.cpu ?? '100m',
  memoryMebibytes:
    resources?.memory.toMebibytes({ rounding: 1 /* down; the enumeration is in cdk8s, which the command does without */ }) ?? 128,
});

/**
 * The configuration of the load balancers of one place, for HAProxy 2.6 or newer.
 *
 * It is the same in every place but for the family of addresses that are listened on.
 */
export function haproxyConfig(plan: BalancerPlan, site: { readonly podCidrs: readonly string[] }): string {
  const sections = [
    globalSection(plan),
    defaultsSection(plan, site.podCidrs),
    resolversSection,
    healthSection(plan, site.podCidrs),
    ...plan.routes.flatMap((route, position) => [frontend(plan, route, position, site.podCidrs), ...backends(plan, route)]),
  ];
  return sections.map(([head, ...lines]) => [head, ...lines.map(line => `  ${line}`), ''].join('\n')).join('\n');
}

type Section = readonly [head: string, ...lines: readonly string[]];

/** Two buffers of 16 KiB and their bookkeeping: what one connection takes. */
const connectionKibibytes = 40;
/** What the process takes by itself, generously. */
const processMebibytes = 32;

/** More connections wait than fit in the memory: a process that is killed for it would take all of them along. */
function globalSection({ access, system }: BalancerPlan): Section {
  const { memoryMebibytes } = balancerResources(access);
  const connections = Math.max(100, Math.floor(((memoryMebibytes - processMebibytes) * 1024) / connectionKibibytes));
  return [
    `# Leads the clients of ${system} to a cluster that serves them.\nglobal`,
    'log stdout format raw daemon notice',
    'nbthread 2',
    `maxconn ${connections}`,
    'hard-stop-after 30s',
  ];
}

function defaultsSection({ access, partialFailure, choice }: BalancerPlan, podCidrs: readonly string[]): Section {
  const { interval, timeout, fall, rise } = access.checks;
  const forward = partialFailure.kind === 'forward';
  const millis = (time: { toMilliseconds(): number }): string => `${time.toMilliseconds()}ms`;
  // A connection to a server that is down is cut, so that its client tries again at once. A request that may be sent again is left to that.
  const cut = forward ? '' : ' on-marked-down shutdown-sessions';
  return [
    'defaults',
    'log global',
    `mode ${access.protocol}`,
    `timeout connect ${millis(timeout)}`,
    `timeout check ${millis(timeout)}`,
    'timeout client 1h',
    `timeout server ${forward ? millis(partialFailure.timeout) : '1h'}`,
    'option clitcpka',
    'option srvtcpka',
    ...(access.protocol === 'http' ? ['timeout http-request 10s', 'option forwardfor'] : []),
    ...(forward
      ? [
          'option redispatch 1',
          'option http-buffer-request',
          `retries ${partialFailure.attempts}`,
          'retry-on conn-failure empty-response response-timeout 0rtt-rejected 502 503 504',
        ]
      : ['no option redispatch', 'retries 0']),
    ...(choice.kind === 'hashed' || access.sessions?.kind === 'source'
      ? ['balance source', 'hash-type consistent']
      : ['balance roundrobin']),
    `default-server inter ${millis(interval)} fall ${fall} rise ${rise} init-addr none resolvers cluster resolve-prefer ${prefers(podCidrs)}${cut}`,
  ];
}

/**
 * Names are asked for again and again, since members change their addresses. A name that is gone is let go of soon; while nobody answers
 * for names, what was known last is kept, or the loss of DNS would be the loss of everything behind it. No name is asked for at the start
 * (`init-addr none`): that would wait for one name after the other, and a DNS that is gone would have the process ended before it answers
 * the kubelet. A server is used from its first answer on.
 */
const resolversSection: Section = [
  'resolvers cluster',
  'parse-resolv-conf',
  'accepted_payload_size 8192',
  'resolve_retries 3',
  'timeout resolve 2s',
  'timeout retry 1s',
  'hold valid 2s',
  'hold nx 10s',
  'hold obsolete 10s',
  'hold timeout 1d',
  'hold refused 1d',
  'hold other 1d',
];

function healthSection({ healthPort, healthPortName, routes }: BalancerPlan, podCidrs: readonly string[]): Section {
  const [first] = routes;
  return [
    `frontend ${healthPortName}`,
    'mode http',
    ...binds(healthPort, podCidrs),
    ...(first ? first.clusters.flatMap(cluster => upLines(first, cluster)) : []),
    `monitor-uri ${balancerPaths.ready}`,
    ...(first && first.clusters.length > 0 ? [`monitor fail if ${first.clusters.map(({ cluster }) => `!up.${cluster}`).join(' ')}`] : []),
    `http-request return status 200 content-type text/plain string alive if { path ${balancerPaths.alive} }`,
    'stats enable',
    'stats uri /stats',
  ];
}

function frontend(plan: BalancerPlan, route: BalancerRoute, position: number, podCidrs: readonly string[]): Section {
  return [
    `frontend ${route.name}`,
    ...binds(route.port, podCidrs),
    ...(named(plan) ? route.clusters.flatMap(cluster => upLines(route, cluster)) : []),
    ...choiceLines(plan, route, position),
  ];
}

/** Whether clients are led to a cluster by its name, and not only to a server among all. */
const named = ({ choice, sessions }: BalancerPlan): boolean => choice.kind !== 'shared' || sessions.kind === 'cookie';

/** A cluster is up while one of its servers is. */
const upLines = (route: BalancerRoute, { cluster, servers }: BalancedCluster): readonly string[] =>
  servers.length === 0
    ? [`acl up.${cluster} always_false`]
    : servers.map(({ name }) => `acl up.${cluster} srv_is_up(${backendName(route, cluster)}/${name})`);

const backendName = ({ name }: BalancerRoute, cluster: string): string => `${name}.${cluster}`;

function choiceLines(plan: BalancerPlan, route: BalancerRoute, position: number): readonly string[] {
  const { choice, sessions, access } = plan;
  const names = route.clusters.map(({ cluster }) => cluster);
  const use = (cluster: string, condition: string): string => `use_backend ${backendName(route, cluster)} if ${condition}`;
  const inOrder = names.map(cluster => use(cluster, `up.${cluster}`));
  const [first] = names;
  const last = first === undefined ? [] : [`default_backend ${backendName(route, first)}`];
  switch (choice.kind) {
    case 'ordered':
      if (choice.failback === 'automatic') return [...inOrder, ...last];
      return [
        ...staying(access.protocol, `proc.at${position}`, names),
        ...names.map((cluster, at) => use(cluster, `{ var(proc.at${position}) -m int ${at + 1} }`)),
        ...last,
      ];
    case 'shared':
      return [
        ...(sessions.kind === 'cookie'
          ? names.map(cluster => use(cluster, `{ req.cook(${sessions.name}) -m beg ${cluster}. } up.${cluster}`))
          : []),
        `default_backend ${route.name}`,
      ];
    case 'hashed': {
      let bound = 0;
      const total = route.clusters.reduce((sum, { share }) => sum + share, 0);
      return [
        `tcp-request connection set-var(sess.share${position}) src,xxh32,mod(${Math.max(1, total)})`,
        ...route.clusters.map(({ cluster, share }) => {
          bound += share;
          return use(cluster, `{ var(sess.share${position}) -m int lt ${bound} } up.${cluster}`);
        }),
        ...inOrder,
        ...last,
      ];
    }
  }
}

/**
 * Clients stay where they are led to while that cluster is up, also when one before it comes back: the process remembers its place in
 * the order until it is started anew, with a new configuration or without.
 */
function staying(protocol: 'tcp' | 'http', variable: string, names: readonly string[]): readonly string[] {
  const rule = protocol === 'tcp' ? 'tcp-request connection' : 'http-request';
  const stop = protocol === 'tcp' ? 'accept' : 'allow';
  return [
    ...names.map((cluster, at) => `${rule} ${stop} if { var(${variable}) -m int ${at + 1} } up.${cluster}`),
    ...names.map((cluster, at) => {
      const before = names.slice(0, at).map(earlier => `!up.${earlier}`);
      return `${rule} set-var(${variable}) int(${at + 1}) if ${[...before, `up.${cluster}`].join(' ')}`;
    }),
  ];
}

/** A backend for each cluster, and one for all of them where every server has a share of its own. */
function backends(plan: BalancerPlan, route: BalancerRoute): readonly Section[] {
  const { choice, sessions } = plan;
  const lines = [...checkLines(plan), ...(sessions.kind === 'cookie' ? [`cookie ${sessions.name} insert indirect nocache httponly`] : [])];
  const own = route.clusters.map(
    (cluster): Section => [
      `backend ${backendName(route, cluster.cluster)}`,
      ...lines,
      ...cluster.servers.map(server => serverLine(plan, server, 1, { kind: 'asks' })),
      ...(named(plan) ? rescuers(plan, route, cluster) : []),
    ],
  );
  if (choice.kind !== 'shared') return own;
  const together = route.clusters.flatMap(({ cluster, weight, servers }) =>
    servers.map(server => serverLine(plan, server, weight, { kind: 'follows', backend: backendName(route, cluster) })),
  );
  return [...own, [`backend ${route.name}`, ...lines, ...together]];
}

/**
 * The servers of all other clusters, in order, for requests that are sent again once a cluster's own are down: by their checks, or by one
 * connection that failed, which `serverLine` has them watched for.
 */
function rescuers(plan: BalancerPlan, route: BalancerRoute, { cluster }: BalancedCluster): readonly string[] {
  if (plan.partialFailure.kind !== 'forward') return [];
  const at = route.clusters.findIndex(other => other.cluster === cluster);
  const others = [...route.clusters.slice(at + 1), ...route.clusters.slice(0, at)];
  return others.flatMap(other =>
    other.servers.map(server => serverLine(plan, server, 1, { kind: 'rescues', backend: backendName(route, other.cluster) })),
  );
}

const family = (cidrs: readonly string[]): ReadonlySet<number> => new Set(cidrs.map(cidr => isIP(cidr.split('/')[0] ?? '')));

/** The family of the addresses that pods have first. */
const prefers = ([first = '']: readonly string[]): string => (isIP(first.split('/')[0] ?? '') === 6 ? 'ipv6' : 'ipv4');

/** A listener for each family that pods have addresses of. */
function binds(port: number, podCidrs: readonly string[]): readonly string[] {
  const families = family(podCidrs);
  return [
    ...(families.has(6) ? [] : [`bind *:${port}`]),
    ...(families.has(6) ? [`bind :::${port} ${families.has(4) ? 'v4v6' : 'v6only'}`] : []),
  ];
}
