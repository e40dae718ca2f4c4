import type { LoadBalancerAccess } from '../../domain/access';
import { isIP } from '../../domain/ip-family';
import type { BalancedCluster, BalancerPlan, BalancerRoute } from '../model/balancer-plan';
import { checkLines, haproxyWord, serverLine } from './haproxy-servers';

/** Paths on the health port: whether the process runs, and whether a cluster is up that it can route clients to. */
export const balancerPaths = { alive: '/livez', ready: '/readyz' } as const;

/** The resource requests of each load balancer pod. */
export const balancerResources = ({ resources }: LoadBalancerAccess): { readonly cpu: string; readonly memoryMebibytes: number } => ({
  cpu: resources?.cpu ?? '100m',
  memoryMebibytes:
    resources?.memory.toMebibytes({ rounding: 1 /* down; the enumeration is in cdk8s, which the command does without */ }) ?? 128,
});

/**
 * The configuration of the load balancers of one site, for HAProxy 2.6 or newer.
 *
 * It differs between sites only in the IP family of the listeners.
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

/** Memory of one connection: two buffers of 16 KiB and their bookkeeping. */
const connectionKibibytes = 40;
/** Memory of the process without connections: a generous estimate. */
const processMebibytes = 32;

/** `maxconn` makes further connections wait. Without it the process could run out of memory, and its end would cut all connections. */
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
  // A connection to a server that is down is cut, so that its client tries again at once. With `forward`, HAProxy itself tries again.
  const onMarkedDown = forward ? '' : ' on-marked-down shutdown-sessions';
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
    `default-server inter ${millis(interval)} fall ${fall} rise ${rise} init-addr none resolvers cluster resolve-prefer ${preferredFamily(podCidrs)}${onMarkedDown}`,
  ];
}

/**
 * How HAProxy resolves the names of servers.
 *
 * It resolves them again and again, since members change their addresses. It drops a name soon after the name is gone. While no DNS server
 * answers, it keeps the last answer, or the loss of DNS would be the loss of every server. It resolves no name at the start
 * (`init-addr none`): it would wait for one name after the other, and without DNS the kubelet would kill it before its first answer. A
 * server is used from its first resolved address on.
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
    ...(choosesCluster(plan) ? route.clusters.flatMap(cluster => upLines(route, cluster)) : []),
    ...choiceLines(plan, route, position),
  ];
}

/** Whether the frontend chooses a cluster, and not only one server among all. */
const choosesCluster = ({ choice, sessions }: BalancerPlan): boolean => choice.kind !== 'shared' || sessions.kind === 'cookie';

/** The ACL that a cluster is up: one of its servers is up. */
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
        ...manualFailbackLines(access.protocol, `proc.at${position}`, names),
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
 * Clients stay with their cluster while it is up, also when an earlier one in the order comes back. A variable of the process remembers the
 * cluster; a restart or a new configuration resets it.
 */
function manualFailbackLines(protocol: 'tcp' | 'http', variable: string, names: readonly string[]): readonly string[] {
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

/** One backend for each cluster. Where every server has a share of its own, also one backend with all servers. */
function backends(plan: BalancerPlan, route: BalancerRoute): readonly Section[] {
  const { choice, sessions } = plan;
  const lines = [
    ...checkLines(plan),
    ...(sessions.kind === 'cookie' ? [`cookie ${haproxyWord(sessions.name)} insert indirect nocache httponly`] : []),
  ];
  const own = route.clusters.map(
    (cluster): Section => [
      `backend ${backendName(route, cluster.cluster)}`,
      ...lines,
      ...cluster.servers.map(server => serverLine(plan, server, 1, { kind: 'checked' })),
      ...(choosesCluster(plan) ? backupServers(plan, route, cluster) : []),
    ],
  );
  if (choice.kind !== 'shared') return own;
  const together = route.clusters.flatMap(({ cluster, weight, servers }) =>
    servers.map(server => serverLine(plan, server, weight, { kind: 'tracks', backend: backendName(route, cluster) })),
  );
  return [...own, [`backend ${route.name}`, ...lines, ...together]];
}

/**
 * The servers of all other clusters, in order: HAProxy sends requests to them again once all servers of a cluster are down. A server is
 * down after its checks have failed, or after one failed connection (see `observe` in `serverLine`).
 */
function backupServers(plan: BalancerPlan, route: BalancerRoute, { cluster }: BalancedCluster): readonly string[] {
  if (plan.partialFailure.kind !== 'forward') return [];
  const at = route.clusters.findIndex(other => other.cluster === cluster);
  const others = [...route.clusters.slice(at + 1), ...route.clusters.slice(0, at)];
  return others.flatMap(other =>
    other.servers.map(server => serverLine(plan, server, 1, { kind: 'backup', backend: backendName(route, other.cluster) })),
  );
}

const familiesOf = (cidrs: readonly string[]): ReadonlySet<number> => new Set(cidrs.map(cidr => isIP(cidr.split('/')[0] ?? '')));

/** The IP family of the first pod range. */
const preferredFamily = ([first = '']: readonly string[]): string => (isIP(first.split('/')[0] ?? '') === 6 ? 'ipv6' : 'ipv4');

/** The listeners: one for each IP family of the pods. */
function binds(port: number, podCidrs: readonly string[]): readonly string[] {
  const families = familiesOf(podCidrs);
  return [
    ...(families.has(6) ? [] : [`bind *:${port}`]),
    ...(families.has(6) ? [`bind :::${port} ${families.has(4) ? 'v4v6' : 'v6only'}`] : []),
  ];
}
