import {
  connectSeconds,
  type GatewayContext,
  type GatewayImplementation,
  type GatewayRefusal,
  type OutlierDetection,
} from '../domain/gateway';
import { GatewayRoute } from '../domain/gateway-route';
import type { KubernetesObject } from '../domain/kubernetes-object';
import { noRetry, sentAgain } from './gateway-api';

/** What the clusters have of Istio. */
export interface IstioProps {
  /** Which definitions of the Gateway API the clusters have. `experimental` adds `tcp` and `tls` routes and retries. @default 'standard' */
  readonly channel?: 'standard' | 'experimental';
  /**
   * What the mesh does with a failed HTTP request where a route says nothing: `twice` is Istio's own, it is sent again up to two
   * times; `never` is said by `meshConfig.defaultHttpRetryPolicy.attempts: 0`. @default 'twice'
   */
  readonly retries?: 'twice' | 'never';
}

/** A DestinationRule: what the mesh's proxies, gateways among them, do with one Service. */
interface DestinationRule extends KubernetesObject {
  readonly spec: Readonly<Record<string, unknown>>;
}

/**
 * Istio over several clusters, whose Services of one name and namespace are one: a route to it, and a DestinationRule that
 * leads to regions in order or by shares (Istio 1.22 or newer).
 *
 * A region is left once outlier detection has taken out its members; Istio ignores the order of regions without it. Each cluster is
 * a region of its own, as the label `topology.kubernetes.io/region` of its nodes says. Where the clusters are not in one network,
 * the mesh needs an east-west gateway in each and sidecars for the members; neither is made here.
 */
export const istio = ({ channel = 'standard', retries = 'twice' }: IstioProps = {}): GatewayImplementation => {
  const experimental = channel === 'experimental';
  return {
    name: 'istio',
    capabilities: {
      routes: experimental ? ['http', 'grpc', 'tls', 'tcp'] : ['http', 'grpc'],
      traffic: ['ordered', 'weighted', 'round-robin'],
      sessions: ['source', 'cookie'],
      shadow: 'none', // a mirrored request goes to the Service, which is that of all clusters
      partialFailure: experimental ? ['abort', 'forward'] : ['abort'],
      outliers: 'detected',
    },
    bind: context => [route(context, experimental), destinationRule(context)],
    refusals: context => refusals(context, experimental, retries),
  };
};

function route(
  { system, namespace, host, route: kind, gateway, listener, service, port, requirements }: GatewayContext,
  experimental: boolean,
) {
  const { partialFailure } = requirements;
  const never = experimental && kind === 'http' ? { retry: { attempts: 0 } } : {};
  return GatewayRoute.of({
    kind,
    metadata: { name: system, namespace },
    gateway,
    ...(listener ? { listener } : {}),
    host,
    backends: [{ name: service, port: port.port }],
    rule: partialFailure?.kind === 'forward' ? sentAgain(partialFailure) : never,
  });
}

function destinationRule(context: GatewayContext): DestinationRule {
  const { system, namespace, service, cluster, outliers } = context;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: system, namespace },
    spec: {
      host: `${service}.${namespace}.svc.${cluster.clusterDomain}`,
      trafficPolicy: {
        ...(outliers ? { connectionPool: { tcp: { connectTimeout: `${connectSeconds(outliers)}s` } } } : {}),
        loadBalancer: { ...hash(context), localityLbSetting: { enabled: true, ...localities(context) } },
        ...(outliers ? { outlierDetection: outlierDetection(outliers) } : {}),
      },
    },
  };
}

/** Errors of a gateway alone: an answer of 500 is the system's own. All members of a cluster may be out, or it would never be left. */
const outlierDetection = ({ errors, interval, ejection }: OutlierDetection): Readonly<Record<string, unknown>> => ({
  consecutiveGatewayErrors: errors,
  consecutive5xxErrors: 0,
  interval: `${interval.toSeconds()}s`,
  baseEjectionTime: `${ejection.toSeconds()}s`,
  maxEjectionPercent: 100,
});

function hash({ requirements: { sessions } }: GatewayContext): Readonly<Record<string, unknown>> {
  switch (sessions?.kind) {
    case 'source':
      return { consistentHash: { useSourceIp: true } };
    case 'cookie':
      return { consistentHash: { httpCookie: { name: sessions.name, path: '/', ttl: '0s' } } };
    default:
      return {};
  }
}

/**
 * Shares, which lead to the regions that they name and to no other; or an order of two regions.
 *
 * In the first region its own members come first by themselves, and `failover` names the next. A gateway elsewhere would prefer the
 * members beside it, so there the first region is preferred by its label.
 */
function localities({ backends, traffic, cluster }: GatewayContext): Readonly<Record<string, unknown>> {
  const [first, second] = backends;
  if (traffic !== 'ordered' || !first || !second) {
    const equal = traffic === 'ordered' || traffic === 'round-robin';
    const shares = percentages(backends.map(({ region, weight }) => [`${region}/*`, equal ? 1 : weight] as const));
    return { distribute: [{ from: '*', to: Object.fromEntries(shares) }] };
  }
  return first.cluster === cluster.name
    ? { failover: [{ from: first.region, to: second.region }] }
    : { failoverPriority: [`topology.kubernetes.io/region=${first.region}`] };
}

/** Whole shares of 100 that are as near to the weights as can be, each at least 1: the largest remainders are rounded up. */
export function percentages(weights: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  const given = weights.filter(([, weight]) => weight > 0);
  const sum = given.reduce((total, [, weight]) => total + weight, 0);
  const exact = given.map(([name, weight]) => ({ name, exact: (weight * 100) / sum }));
  const whole = exact.map(each => ({ ...each, share: Math.max(1, Math.floor(each.exact)) }));
  const byNeed = [...whole].sort((a, b) => b.exact - b.share - (a.exact - a.share));
  let rest = 100 - whole.reduce((total, { share }) => total + share, 0);
  for (let at = 0; rest > 0; at = (at + 1) % byNeed.length, rest -= 1) (byNeed[at] as (typeof byNeed)[number]).share += 1;
  // A floor of 1 can take more than there is: the largest gives it back.
  for (; rest < 0; rest += 1) whole.reduce((most, each) => (each.share > most.share ? each : most)).share -= 1;
  return whole.map(({ name, share }) => [name, share]);
}

function refusals(context: GatewayContext, experimental: boolean, retries: 'twice' | 'never'): readonly GatewayRefusal[] {
  const { backends, excluded, traffic, route: kind, requirements, cluster } = context;
  const regions = [...backends, ...excluded].map(({ region }) => region);
  const shared = regions.find((region, at) => regions.indexOf(region) !== at);
  const known = [...backends, ...excluded].some(each => each.cluster === cluster.name);
  const requests = kind === 'http' || kind === 'grpc';
  const silent = requirements.partialFailure?.kind !== 'forward' && retries === 'twice' && requests && !(experimental && kind === 'http');
  const ordered = traffic === 'ordered' && backends.length > 1;
  return [
    ...found(
      shared !== undefined,
      `two of its clusters are in region '${shared}', and Istio tells clusters apart by their regions`,
      "give each cluster a region of its own, and the same to its nodes' label topology.kubernetes.io/region",
    ),
    ...found(
      ordered && backends.length > 2,
      `${backends.length} clusters are in order (${backends.map(each => each.cluster).join(', ')}), and Istio knows a first one and all others after it`,
      'let two clusters serve and make the others witnesses, or lead clients by a load balancer',
    ),
    ...found(
      ordered && excluded.length > 0,
      `${excluded.map(each => each.cluster).join(', ')} must get no clients, and Istio leads to every cluster when the first one is lost`,
      'use standbys of the same group only, or of other groups only',
    ),
    ...found(
      !known,
      `${cluster.name} has the gateway and no Service of the system's clients, so the route leads nowhere there`,
      'put the gateway into clusters that serve, or may come to',
    ),
    ...found(
      silent,
      'Istio sends a failed request again up to twice where the route says nothing, and it is to fail at once',
      "set meshConfig.defaultHttpRetryPolicy.attempts to 0 and say so with retries: 'never'; for http, channel: 'experimental' does it too",
    ),
    ...(requirements.partialFailure?.kind === 'forward' && kind === 'grpc' ? [noRetry] : []),
  ];
}

const found = (wrong: boolean, problem: string, fix: string): readonly GatewayRefusal[] => (wrong ? [{ problem, fix }] : []);
