import type { Access, GatewayAccess } from '../../domain/access';
import type { Failback, PartialFailure, Sessions } from '../../domain/client-terms';
import type { RouteKind } from '../../domain/exposure';
import type { Traffic } from '../../domain/traffic';
import type { Publication } from '../model/publication-plan';

/** What a mechanism that leads clients can keep, and why it can keep no more. */
export interface Abilities {
  /** The mechanism, in a sentence: `a load balancer of connections`. */
  readonly called: string;
  /** What to write to get it. */
  readonly use: string;
  /** Whether it leads clients from one cluster to the next without a commit. */
  readonly moves: boolean;
  readonly traffic: readonly Traffic['kind'][];
  readonly sessions: readonly Sessions['kind'][];
  readonly shadow: readonly ('none' | 'percent')[];
  readonly partialFailure: readonly PartialFailure['kind'][];
  readonly failback: readonly Failback[];
  /** Why it can do no more. */
  readonly because: Readonly<Record<Term, string>>;
}

/** What may be asked of a mechanism. */
export type Term = 'traffic' | 'sessions' | 'shadow' | 'partialFailure' | 'failback';

const everyTraffic = ['ordered', 'weighted', 'round-robin', 'latency', 'geo', 'proximity'] as const;

/** No server sees requests of clients that only ask for an address. */
const name = {
  traffic: everyTraffic, // what the provider can do of it, its own rule says
  sessions: ['free'],
  shadow: ['none'],
  partialFailure: ['abort'],
  because: {
    traffic: 'the provider cannot',
    sessions: 'a resolver asks for many clients, and each answer may be another one',
    shadow: 'an answer leads a client to one cluster, and no request passes the DNS server',
    partialFailure: 'no request passes the DNS server, so that nothing can send it again',
    failback: 'answers follow the checks, back as well as away',
  },
} as const;

/** What a balancer can do whatever it understands of the traffic. */
const balancer = {
  moves: true,
  traffic: ['ordered', 'weighted', 'round-robin'],
  shadow: ['none'],
  failback: ['manual', 'automatic'],
  because: {
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
    called: 'a name that follows health checks',
    use: "Access.dns with 'healthChecks'",
    moves: true,
    failback: ['automatic'],
  },
  sharedName: {
    ...name,
    called: 'a name that a commit moves',
    use: "Access.dns without 'healthChecks'",
    moves: false,
    failback: ['manual'],
    because: { ...name.because, failback: 'nothing but a commit changes the record' },
  },
  connectionBalancer: {
    ...balancer,
    called: 'a load balancer of connections',
    use: "Access.loadBalancer with the protocol 'tcp'",
    sessions: ['free', 'source'],
    partialFailure: ['abort'],
  },
  requestBalancer: {
    ...balancer,
    called: 'a load balancer of HTTP requests',
    use: "Access.loadBalancer with the protocol 'http'",
    sessions: ['free', 'source', 'cookie'],
    partialFailure: ['abort', 'forward'],
  },
  clientList: {
    called: 'a list of endpoints in the client',
    use: 'Access.clientList',
    moves: true,
    traffic: ['ordered', 'round-robin'],
    sessions: ['free'],
    shadow: ['none'],
    partialFailure: ['abort'],
    failback: ['automatic'],
    because: {
      traffic: 'a list has an order and nothing else',
      sessions: 'the client chooses for each connection',
      shadow: 'a client sends a request to one endpoint',
      partialFailure: 'only the client knows whether a request may be sent again, and its driver is not configured here',
      failback: 'each new connection begins at the head of the list',
    },
  },
  internal: {
    called: 'access inside each cluster',
    use: 'Access.internal',
    moves: false,
    traffic: ['round-robin'],
    sessions: ['free'],
    shadow: ['none'],
    partialFailure: ['abort'],
    failback: ['manual', 'automatic'],
    because: {
      traffic: 'each client uses the members of its own cluster, and nothing shares clients out over clusters',
      sessions: 'nothing leads clients',
      shadow: 'nothing leads clients',
      partialFailure: 'nothing leads clients',
      failback: 'nothing leads clients',
    },
  },
} as const satisfies Readonly<Record<string, Abilities>>;

const understandsRequests = (route: RouteKind): boolean => route === 'http' || route === 'grpc';

/** What one implementation of a gateway can do with one kind of route: of connections it does not know more than a balancer does. */
export function gatewayAbilities({ implementation, route }: Pick<GatewayAccess, 'implementation' | 'route'>): Abilities {
  const { capabilities, name: called } = implementation;
  const requests = understandsRequests(route);
  const detects = capabilities.outliers === 'detected';
  const says = `'${called}' does not say that it can`;
  const why = requests ? says : `of a ${route} route it sees connections and no requests`;
  return {
    called: `the gateway '${called}' with a ${route} route`,
    use: 'Access.gateway, where the implementation says that it can',
    moves: detects,
    traffic: everyTraffic.filter(kind => capabilities.traffic.includes(kind)),
    sessions: ['free', ...capabilities.sessions.filter(kind => kind !== 'cookie' || route === 'http')],
    shadow: ['none', ...(capabilities.shadow === 'percent' && requests ? (['percent'] as const) : [])],
    partialFailure: capabilities.partialFailure.filter(kind => kind !== 'forward' || requests),
    failback: detects ? ['automatic'] : ['manual'],
    because: {
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
export function abilitiesOf(access: Access, publication: Publication | undefined): Abilities {
  switch (access.kind) {
    case 'dns':
      return publication?.kind === 'shared' || publication?.kind === 'parts' ? mechanisms.sharedName : mechanisms.checkedName;
    case 'load-balancer':
      return access.protocol === 'http' ? mechanisms.requestBalancer : mechanisms.connectionBalancer;
    case 'client-list':
      return mechanisms.clientList;
    case 'gateway':
      return gatewayAbilities(access);
    case 'internal':
      return mechanisms.internal;
  }
}

/** What to write for the mechanisms that can do something. */
export function whoCan(term: Term, value: string): readonly string[] {
  const all: readonly Abilities[] = Object.values(mechanisms);
  const own = all.filter(abilities => (abilities[term] as readonly string[]).includes(value)).map(({ use }) => use);
  return [...own, 'Access.gateway, where the implementation says that it can'];
}
