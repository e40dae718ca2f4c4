import type { PartialFailure } from '../domain/client-terms';
import type { GatewayContext, GatewayImplementation, GatewayRefusal } from '../domain/gateway';
import { GatewayRoute } from '../domain/gateway-route';
import { oneOf, optional } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { implementationFrom } from './made-implementation';

/** Which versions of the Gateway API and of multi-cluster Services the clusters have. */
export interface GatewayApiProps {
  /**
   * The channel of the Gateway API's definitions. `experimental` adds `tcp` and `tls` routes, session persistence and retries; these
   * fields may still change. @default 'standard'
   */
  readonly channel?: 'standard' | 'experimental';
  /** The API of exported and imported Services: SIG Multicluster's, or GKE's own. @default 'multicluster.x-k8s.io' */
  readonly services?: 'multicluster.x-k8s.io' | 'net.gke.io';
}

const shape = objectOf<GatewayApiProps>()({
  channel: optional(oneOf('standard', 'experimental')),
  services: optional(oneOf('multicluster.x-k8s.io', 'net.gke.io')),
});

/** API versions of ServiceExport. */
const exportVersion = { 'multicluster.x-k8s.io': 'v1alpha1', 'net.gke.io': 'v1' } as const;

/** Status codes by which a gateway says that a cluster did not answer. */
const retryable = [502, 503, 504];

/**
 * Routes of the plain Gateway API to Services that other clusters export: Envoy Gateway, GKE and others (Gateway API 1.3 or newer).
 *
 * The API has weights, and no failover order. It does not detect a lost cluster: a commit takes a cluster out, or a policy of the
 * implementation's own. Each cluster exports a Service under a name of its own, so that each can have a weight.
 */
export const gatewayApi = (props: GatewayApiProps = {}): GatewayImplementation => implementationFrom(props, shape, made);

const made = ({ channel = 'standard', services = 'multicluster.x-k8s.io' }: GatewayApiProps): GatewayImplementation => {
  const experimental = channel === 'experimental';
  return {
    name: 'gateway-api',
    capabilities: {
      routes: experimental ? ['http', 'grpc', 'tls', 'tcp'] : ['http', 'grpc'],
      traffic: ['weighted', 'round-robin'],
      sessions: experimental ? ['cookie'] : [],
      shadow: 'percent',
      partialFailure: experimental ? ['abort', 'forward'] : ['abort'],
      outliers: 'none',
    },
    bind: context => [route(context, services)],
    exports: ({ name, namespace }) => ({
      apiVersion: `${services}/${exportVersion[services]}`,
      kind: 'ServiceExport',
      metadata: { name, namespace },
    }),
    refusals,
  };
};

function route(context: GatewayContext, group: string): GatewayRoute {
  const { system, namespace, host, gateway, listener, port, backends, requirements, shadow } = context;
  const imported = { group, kind: 'ServiceImport', port: port.port };
  const { sessions, partialFailure } = requirements;
  return GatewayRoute.of({
    kind: context.route,
    metadata: { name: system, namespace },
    gateway,
    ...(listener ? { listener } : {}),
    host,
    backends: backends.map(({ exported, weight }) => ({ ...imported, name: exported, weight })),
    rule: {
      ...(shadow
        ? {
            filters: [
              {
                type: 'RequestMirror',
                requestMirror: { backendRef: { ...imported, name: shadow.exported }, percent: shadow.percent },
              },
            ],
          }
        : {}),
      ...(sessions?.kind === 'cookie' ? { sessionPersistence: { type: 'Cookie', sessionName: sessions.name } } : {}),
      ...(partialFailure?.kind === 'forward' ? retryFields(partialFailure) : {}),
    },
  });
}

/** The refusal of every implementation that can retry only through fields of the route. */
export const noRetry: GatewayRefusal = {
  problem: "a route of kind 'grpc' has no field for retries",
  fix: "use a route of kind 'http', or PartialFailure.abort()",
};

/** Retries of a route. The timeout of the whole request covers all attempts: a default of the implementation could end it earlier. */
export const retryFields = ({ attempts, timeout }: Extract<PartialFailure, { kind: 'forward' }>): Readonly<Record<string, unknown>> => ({
  timeouts: { request: `${(attempts + 1) * timeout.toSeconds()}s`, backendRequest: `${timeout.toSeconds()}s` },
  retry: { attempts, codes: retryable },
});

/** A GRPCRoute has no field for retries in either channel. */
const refusals = ({ route: kind, requirements }: GatewayContext): readonly GatewayRefusal[] =>
  kind === 'grpc' && requirements.partialFailure?.kind === 'forward' ? [noRetry] : [];
