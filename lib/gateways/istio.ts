import {
  connectSeconds,
  type GatewayContext,
  type GatewayImplementation,
  type GatewayRefusal,
  type OutlierDetection,
} from '../domain/gateway';
import { GatewayRoute } from '../domain/gateway-route';
import type { KubernetesObject } from '../domain/kubernetes-object';
import { oneOf, optional } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { noRetry, retryFields } from './gateway-api';
import { implementationFrom } from './made-implementation';

/** How Istio is set up in the clusters. */
export interface IstioProps {
  /** The channel of the Gateway API's definitions. `experimental` adds `tcp` and `tls` routes and retries. @default 'standard' */
  readonly channel?: 'standard' | 'experimental';
  /**
   * How often the mesh retries a failed HTTP request whose route does not set it. `twice` is Istio's own default: up to two retries.
   * `never` needs `meshConfig.defaultHttpRetryPolicy.attempts: 0` in the mesh. @default 'twice'
   */
  readonly retries?: 'twice' | 'never';
}

const shape = objectOf<IstioProps>()({
  channel: optional(oneOf('standard', 'experimental')),
  retries: optional(oneOf('twice', 'never')),
});

/** A DestinationRule: how the mesh's proxies, including gateways, send traffic to one Service. */
interface DestinationRule extends KubernetesObject {
  readonly spec: Readonly<Record<string, unknown>>;
}

/**
 * Istio over several clusters (1.22 or newer): a route to the client Service, and a DestinationRule that sends clients to regions in
 * order or by shares. To Istio, Services with the same name and namespace in several clusters are one Service.
 *
 * Istio leaves a region when outlier detection has taken out its members. Without outlier detection it ignores the order of regions.
 * Each cluster must be a region of its own, by the label `topology.kubernetes.io/region` of its nodes. Where the clusters are not in
 * one network, the mesh needs an east-west gateway in each cluster and sidecars for the members; this package makes neither.
 */
export const istio = (props: IstioProps = {}): GatewayImplementation => implementationFrom(props, shape, made);

const made = ({ channel = 'standard', retries = 'twice' }: IstioProps): GatewayImplementation => {
  const experimental = channel === 'experimental';
  return {
    name: 'istio',
    capabilities: {
      routes: experimental ? ['http', 'grpc', 'tls', 'tcp'] : ['http', 'grpc'],
      traffic: ['ordered', 'weighted', 'round-robin'],
      sessions: ['source', 'cookie'],
      shadow: 'none', // a mirrored request would go to the Service, which is the one of all clusters
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
  const noRetries = experimental && kind === 'http' ? { retry: { attempts: 0 } } : {};
  return GatewayRoute.of({
    kind,
    metadata: { name: system, namespace },
    gateway,
    ...(listener ? { listener } : {}),
    host,
    backends: [{ name: service, port: port.port }],
    rule: partialFailure?.kind === 'forward' ? retryFields(partialFailure) : noRetries,
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

/**
 * Counts gateway errors (502, 503, 504) only: an answer of 500 comes from the system itself. All members of a cluster may be taken
 * out, or Istio would never leave the cluster.
 */
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
 * The locality setting: shares of the named regions, and no traffic to any other; or a failover order of two regions.
 *
 * A gateway prefers the members of its own region. So in the first region it is enough that `failover` names the second one.
 * Elsewhere `failoverPriority` makes the gateway prefer the first region, by its label.
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

/** Weights as whole percentages with a sum of 100, each at least 1. The largest remainders are rounded up. */
export function percentages(weights: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  const given = weights.filter(([, weight]) => weight > 0);
  const sum = given.reduce((total, [, weight]) => total + weight, 0);
  const exact = given.map(([name, weight]) => ({ name, exact: (weight * 100) / sum }));
  const whole = exact.map(each => ({ ...each, share: Math.max(1, Math.floor(each.exact)) }));
  const byRemainder = [...whole].sort((a, b) => b.exact - b.share - (a.exact - a.share));
  let rest = 100 - whole.reduce((total, { share }) => total + share, 0);
  for (let at = 0; rest > 0; at = (at + 1) % byRemainder.length, rest -= 1) (byRemainder[at] as (typeof byRemainder)[number]).share += 1;
  // With the floor of 1 the sum can be above 100: the largest share gives back the rest.
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
      "give each cluster a region of its own, and set its nodes' label topology.kubernetes.io/region to that region",
    ),
    ...found(
      ordered && backends.length > 2,
      `the failover order has ${backends.length} clusters (${backends.map(each => each.cluster).join(', ')}), and Istio's has only a first one and all others after it`,
      'let two clusters serve and make the others witnesses, or use Access.loadBalancer',
    ),
    ...found(
      ordered && excluded.length > 0,
      `${excluded.map(each => each.cluster).join(', ')} must get no clients, and Istio sends clients to every cluster when the first one is lost`,
      'use standbys of the same group only, or of other groups only',
    ),
    ...found(
      !known,
      `${cluster.name} has the gateway and no client Service of the system, so its route has no backend`,
      'make only clusters sites of the gateway that serve, or that can take over',
    ),
    ...found(
      silent,
      'Istio retries a failed request up to twice unless the route forbids it, and PartialFailure.abort() promises that it fails at once',
      "set meshConfig.defaultHttpRetryPolicy.attempts to 0 and declare retries: 'never'; for http, channel: 'experimental' is enough",
    ),
    ...(requirements.partialFailure?.kind === 'forward' && kind === 'grpc' ? [noRetry] : []),
  ];
}

const found = (wrong: boolean, problem: string, fix: string): readonly GatewayRefusal[] => (wrong ? [{ problem, fix }] : []);
