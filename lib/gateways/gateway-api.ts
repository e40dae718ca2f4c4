import type { PartialFailure } from '../domain/client-terms';
import type { GatewayContext, GatewayImplementation, GatewayRefusal } from '../domain/gateway';
import { GatewayRoute } from '../domain/gateway-route';

/** What a cluster has of the Gateway API and of multi-cluster Services. */
export interface GatewayApiProps {
  /**
   * Which definitions the clusters have. `experimental` adds `tcp` and `tls` routes, session persistence and retries, whose form
   * may still change. @default 'standard'
   */
  readonly channel?: 'standard' | 'experimental';
  /** The API of exported and imported Services: SIG Multicluster's, or GKE's own. @default 'multicluster.x-k8s.io' */
  readonly services?: 'multicluster.x-k8s.io' | 'net.gke.io';
}

/** Versions of ServiceExport. */
const exportVersion = { 'multicluster.x-k8s.io': 'v1alpha1', 'net.gke.io': 'v1' } as const;

/** Answers that a gateway gives for a cluster that does not. */
const retryable = [502, 503, 504];

/**
 * Routes of the plain Gateway API over Services that other clusters export: Envoy Gateway, GKE and others (Gateway API 1.3 or newer).
 *
 * The API has weights and no order, and nothing in it detects a lost cluster: a commit takes a cluster out, or a policy of the
 * implementation's own. Each cluster exports a Service of a name of its own, so that weights tell clusters apart.
 */
export const gatewayApi = ({ channel = 'standard', services = 'multicluster.x-k8s.io' }: GatewayApiProps = {}): GatewayImplementation => {
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
      ...(partialFailure?.kind === 'forward' ? sentAgain(partialFailure) : {}),
    },
  });
}

/** Said by every implementation that retries through the route alone. */
export const noRetry: GatewayRefusal = {
  problem: "a route of kind 'grpc' has no field for requests that are sent again",
  fix: "use a route of kind 'http', or PartialFailure.abort()",
};

/** The time for a request as a whole is that of all its tries: an implementation's own limit could end it before the last one. */
export const sentAgain = ({ attempts, timeout }: Extract<PartialFailure, { kind: 'forward' }>): Readonly<Record<string, unknown>> => ({
  timeouts: { request: `${(attempts + 1) * timeout.toSeconds()}s`, backendRequest: `${timeout.toSeconds()}s` },
  retry: { attempts, codes: retryable },
});

/** A GRPCRoute has no field for a retry, in either channel. */
const refusals = ({ route: kind, requirements }: GatewayContext): readonly GatewayRefusal[] =>
  kind === 'grpc' && requirements.partialFailure?.kind === 'forward' ? [noRetry] : [];
