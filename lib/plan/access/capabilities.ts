import type { Access, GatewayAccess } from '../../domain/access';
import type { Failback, PartialFailure, Sessions } from '../../domain/client-terms';
import type { RouteKind } from '../../domain/exposure';
import type { Traffic } from '../../domain/traffic';
import type { Publication } from '../model/publication-plan';

/** What a mechanism that routes clients can provide, and why it can provide no more. */
export interface AccessCapabilities {
  /** The mechanism in a few words: `a load balancer of connections`. */
  readonly description: string;
  /** What a user writes to get it. */
  readonly use: string;
  /** Whether it moves clients from one cluster to the next without a commit. */
  readonly failsOver: boolean;
  readonly traffic: readonly Traffic['kind'][];
  readonly sessions: readonly Sessions['kind'][];
  readonly shadow: readonly ('none' | 'percent')[];
  readonly partialFailure: readonly PartialFailure['kind'][];
  readonly failback: readonly Failback[];
  /** Why it cannot provide the other values of each feature. */
  readonly reasons: Readonly<Record<AccessFeature, string>>;
}

/** A feature that a system can demand of its mechanism. */
export type AccessFeature = 'traffic' | 'sessions' | 'shadow' | 'partialFailure' | 'failback';

const everyTraffic = ['ordered', 'weighted', 'round-robin', 'latency', 'geo', 'proximity'] as const;

/** What DNS can provide: no server sees the requests of clients that only look an address up. */
const name = {
  traffic: everyTraffic, // a rule of its own refuses what the provider cannot do
  sessions: ['free'],
  shadow: ['none'],
  partialFailure: ['abort'],
  reasons: {
    traffic: 'the DNS provider does not support it',
    sessions: 'one resolver asks for many clients, and each answer can name another cluster',
    shadow: 'an answer sends a client to one cluster, and no request passes the DNS server',
    partialFailure: 'no request passes the DNS server, so the server cannot send one again',
    failback: 'answers follow the health checks in both directions',
  },
} as const;

/** What a load balancer can provide with any protocol. */
const balancer = {
  failsOver: true,
  traffic: ['ordered', 'weighted', 'round-robin'],
  shadow: ['none'],
  failback: ['manual', 'automatic'],
  reasons: {
    traffic: 'it runs in a cluster, and does not know which cluster is near to a client',
    sessions: 'only HTTP has cookies',
    shadow: 'HAProxy sends each request to one server only',
    partialFailure: 'it sees connections, and does not know which requests have been answered',
    failback: 'it supports both',
  },
} as const;

/** Every mechanism of the package. The capabilities of a gateway are not here: its implementation declares them. */
export const mechanisms = {
  checkedName: {
    ...name,
    description: 'a name that follows health checks',
    use: 'Access.dns with healthChecks',
    failsOver: true,
    failback: ['automatic'],
  },
  sharedName: {
    ...name,
    description: 'a name that a commit moves',
    use: 'Access.dns without healthChecks',
    failsOver: false,
    failback: ['manual'],
    reasons: { ...name.reasons, failback: 'only a commit changes the record' },
  },
  connectionBalancer: {
    ...balancer,
    description: 'a load balancer of connections',
    use: "Access.loadBalancer with protocol 'tcp'",
    sessions: ['free', 'source'],
    partialFailure: ['abort'],
  },
  requestBalancer: {
    ...balancer,
    description: 'a load balancer of HTTP requests',
    use: "Access.loadBalancer with protocol 'http'",
    sessions: ['free', 'source', 'cookie'],
    partialFailure: ['abort', 'forward'],
  },
  clientList: {
    description: 'a client list',
    use: 'Access.clientList',
    failsOver: true,
    traffic: ['ordered', 'round-robin'],
    sessions: ['free'],
    shadow: ['none'],
    partialFailure: ['abort'],
    failback: ['automatic'],
    reasons: {
      traffic: 'a list has an order and nothing else',
      sessions: 'the client chooses an endpoint for each connection',
      shadow: 'a client sends each request to one endpoint only',
      partialFailure: 'only the client knows whether it may send a request again',
      failback: 'each new connection begins at the head of the list',
    },
  },
  internal: {
    description: 'access inside each cluster',
    use: 'Access.internal',
    failsOver: false,
    traffic: ['round-robin'],
    sessions: ['free'],
    shadow: ['none'],
    partialFailure: ['abort'],
    failback: ['manual', 'automatic'],
    reasons: {
      traffic: 'each client uses the members of its own cluster',
      sessions: 'nothing routes clients between clusters',
      shadow: 'nothing routes clients between clusters',
      partialFailure: 'nothing routes clients between clusters',
      failback: 'nothing routes clients between clusters',
    },
  },
} as const satisfies Readonly<Record<string, AccessCapabilities>>;

const understandsRequests = (route: RouteKind): boolean => route === 'http' || route === 'grpc';

/**
 * What a gateway implementation can provide with one kind of route. On routes of connections it sees no requests, as a load balancer does.
 */
export function gatewayCapabilities({ implementation, route }: Pick<GatewayAccess, 'implementation' | 'route'>): AccessCapabilities {
  const { capabilities, name: description } = implementation;
  const requests = understandsRequests(route);
  const detects = capabilities.outliers === 'detected';
  const undeclared = 'its implementation does not declare it';
  const why = requests ? undeclared : `on a ${route} route it sees connections and no requests`;
  return {
    description: `the gateway '${description}' with a ${route} route`,
    use: 'a gateway that declares it',
    failsOver: detects,
    traffic: everyTraffic.filter(kind => capabilities.traffic.includes(kind)),
    sessions: ['free', ...capabilities.sessions.filter(kind => kind !== 'cookie' || route === 'http')],
    shadow: ['none', ...(capabilities.shadow === 'percent' && requests ? (['percent'] as const) : [])],
    partialFailure: capabilities.partialFailure.filter(kind => kind !== 'forward' || requests),
    failback: detects ? ['automatic'] : ['manual'],
    reasons: {
      traffic: undeclared,
      sessions: capabilities.sessions.length > 0 ? why : undeclared,
      shadow: why,
      partialFailure: why,
      failback: detects
        ? 'it uses a cluster again as soon as the cluster answers'
        : 'it detects no lost cluster, so only a commit moves clients',
    },
  };
}

/** The capabilities of the mechanism that routes the clients of a system. */
export function accessCapabilities(access: Access, publication: Publication | undefined): AccessCapabilities {
  switch (access.kind) {
    case 'dns':
      return publication?.kind === 'shared' || publication?.kind === 'parts' ? mechanisms.sharedName : mechanisms.checkedName;
    case 'load-balancer':
      return access.protocol === 'http' ? mechanisms.requestBalancer : mechanisms.connectionBalancer;
    case 'client-list':
      return mechanisms.clientList;
    case 'gateway':
      return gatewayCapabilities(access);
    case 'internal':
      return mechanisms.internal;
  }
}

/**
 * What a user writes for each mechanism that provides this value of a feature. Two mechanisms of one factory are named once, by the factory:
 * with either option, or without.
 */
export function mechanismsWith(term: AccessFeature, value: string): readonly string[] {
  const all: readonly AccessCapabilities[] = Object.values(mechanisms);
  const uses = all.filter(capabilities => (capabilities[term] as readonly string[]).includes(value)).map(({ use }) => use);
  const factoryOf = (use: string): string => use.split(' ')[0] ?? use;
  const named = uses.map(use => (uses.filter(other => factoryOf(other) === factoryOf(use)).length > 1 ? factoryOf(use) : use));
  return [...new Set([...named, 'a gateway that declares it'])];
}
