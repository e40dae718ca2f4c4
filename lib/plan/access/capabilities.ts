import type { Access, GatewayAccess } from '../../domain/access';
import type { Failback, PartialFailure, Sessions } from '../../domain/client-terms';
import type { RouteKind } from '../../domain/exposure';
import type { Traffic } from '../../domain/traffic';
import type { Publication } from '../model/publication-plan';

/** What a mechanism that leads clients can keep, and why it can keep no more. */
export interface AccessCapabilities {
  /** The mechanism, in a sentence: `a load balancer of connections`. */
  readonly description: string;
  /** What to write to get it. */
  readonly use: string;
  /** What is said with it, where there are several of the same. */
  readonly option?: string;
  /** Whether it leads clients from one cluster to the next without a commit. */
  readonly failsOver: boolean;
  readonly traffic: readonly Traffic['kind'][];
  readonly sessions: readonly Sessions['kind'][];
  readonly shadow: readonly ('none' | 'percent')[];
  readonly partialFailure: readonly PartialFailure['kind'][];
  readonly failback: readonly Failback[];
  /** Why it can do no more. */
  readonly reasons: Readonly<Record<AccessFeature, string>>;
}

/** What may be asked of a mechanism. */
export type AccessFeature = 'traffic' | 'sessions' | 'shadow' | 'partialFailure' | 'failback';

const everyTraffic = ['ordered', 'weighted', 'round-robin', 'latency', 'geo', 'proximity'] as const;

/** No server sees requests of clients that only ask for an address. */
const name = {
  traffic: everyTraffic, // what the provider can do of it, its own rule says
  sessions: ['free'],
  shadow: ['none'],
  partialFailure: ['abort'],
  reasons: {
    traffic: 'the provider cannot',
    sessions: 'a resolver asks for many clients, and each answer may be another one',
    shadow: 'an answer leads a client to one cluster, and no request passes the DNS server',
    partialFailure: 'no request passes the DNS server, so that nothing can send it again',
    failback: 'its answers follow the checks, back too',
  },
} as const;

/** What a balancer can do whatever it understands of the traffic. */
const balancer = {
  failsOver: true,
  traffic: ['ordered', 'weighted', 'round-robin'],
  shadow: ['none'],
  failback: ['manual', 'automatic'],
  reasons: {
    traffic: 'it stands in a cluster, and does not know where a client is near to',
    sessions: 'a cookie is a part of HTTP',
    shadow: 'HAProxy sends a request to one server',
    partialFailure: 'of a connection it does not know what has been answered already',
    failback: 'it keeps both',
  },
} as const;

/** Everything that comes with the package. What a gateway can do, its implementation says. */
export const mechanisms = {
  checkedName: {
    ...name,
    description: 'a name that follows health checks',
    use: 'Access.dns',
    option: "with 'healthChecks'",
    failsOver: true,
    failback: ['automatic'],
  },
  sharedName: {
    ...name,
    description: 'a name that a commit moves',
    use: 'Access.dns',
    option: "without 'healthChecks'",
    failsOver: false,
    failback: ['manual'],
    reasons: { ...name.reasons, failback: 'nothing but a commit changes the record' },
  },
  connectionBalancer: {
    ...balancer,
    description: 'a load balancer of connections',
    use: 'Access.loadBalancer',
    option: "with the protocol 'tcp'",
    sessions: ['free', 'source'],
    partialFailure: ['abort'],
  },
  requestBalancer: {
    ...balancer,
    description: 'a load balancer of HTTP requests',
    use: 'Access.loadBalancer',
    option: "with the protocol 'http'",
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
      sessions: 'the client chooses for each connection',
      shadow: 'a client sends a request to one endpoint',
      partialFailure: "only the client's driver knows whether a request may be sent again",
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
      sessions: 'nothing leads clients',
      shadow: 'nothing leads clients',
      partialFailure: 'nothing leads clients',
      failback: 'nothing leads clients',
    },
  },
} as const satisfies Readonly<Record<string, AccessCapabilities>>;

const understandsRequests = (route: RouteKind): boolean => route === 'http' || route === 'grpc';

/** What one implementation of a gateway can do with one kind of route: of connections it does not know more than a balancer does. */
export function gatewayCapabilities({ implementation, route }: Pick<GatewayAccess, 'implementation' | 'route'>): AccessCapabilities {
  const { capabilities, name: description } = implementation;
  const requests = understandsRequests(route);
  const detects = capabilities.outliers === 'detected';
  const says = `'${description}' does not say that it can`;
  const why = requests ? says : `of a ${route} route it sees connections and no requests`;
  return {
    description: `the gateway '${description}' with a ${route} route`,
    use: 'Access.gateway',
    failsOver: detects,
    traffic: everyTraffic.filter(kind => capabilities.traffic.includes(kind)),
    sessions: ['free', ...capabilities.sessions.filter(kind => kind !== 'cookie' || route === 'http')],
    shadow: ['none', ...(capabilities.shadow === 'percent' && requests ? (['percent'] as const) : [])],
    partialFailure: capabilities.partialFailure.filter(kind => kind !== 'forward' || requests),
    failback: detects ? ['automatic'] : ['manual'],
    reasons: {
      traffic: says,
      sessions: capabilities.sessions.length > 0 ? why : says,
      shadow: why,
      partialFailure: why,
      failback: detects
        ? 'it uses a cluster again as soon as that answers'
        : 'it detects no lost cluster, so that nothing but a commit leads clients',
    },
  };
}

/** What leads the clients of a system can do. */
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

/** What to write for the mechanisms that can do something. Of several of the same that all can, the option does not matter. */
export function mechanismsWith(term: AccessFeature, value: string): readonly string[] {
  const all: readonly AccessCapabilities[] = Object.values(mechanisms);
  const can = (abilities: AccessCapabilities): boolean => (abilities[term] as readonly string[]).includes(value);
  const own = all
    .filter(can)
    .map(({ use, option }) => (option === undefined || all.every(each => each.use !== use || can(each)) ? use : `${use} ${option}`));
  return [...new Set(own), 'an Access.gateway that can'];
}
