import type { GatewayListener, RouteKind } from './exposure';
import type { KubernetesObject, Metadata } from './kubernetes-object';

/** An object that a route sends traffic to. */
export interface RouteBackend {
  readonly name: string;
  /** 1 to 65535. */
  readonly port: number;
  /** API group of the object. @default - the core group */
  readonly group?: string;
  /** @default - a Service */
  readonly kind?: string;
  /** Share of the traffic, 0 to 1000000. @default 1, the API server's default */
  readonly weight?: number;
}

/** A route of the Gateway API: what it is attached to, what it matches, and its backends. */
export interface RouteDescription {
  readonly kind: RouteKind;
  readonly metadata: Metadata;
  readonly gateway: { readonly name: string; readonly namespace: string };
  readonly listener?: Pick<GatewayListener, 'name'>;
  /** The name that clients ask for. A `tcp` route cannot see it. */
  readonly host?: string;
  /** For `http`. @default - every path */
  readonly path?: string;
  readonly backends: readonly RouteBackend[];
  /** Further fields of the route's one rule: filters, timeouts, retry. @default - none */
  readonly rule?: Readonly<Record<string, unknown>>;
}

/** A route of the Gateway API, as an object. */
export interface GatewayRoute extends KubernetesObject {
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Kinds and versions. `tls` and `tcp` are of the experimental channel, which serves `v1alpha2` of both up to Gateway API 1.5. */
const kinds: Readonly<Record<RouteKind, Pick<KubernetesObject, 'apiVersion' | 'kind'>>> = {
  http: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' },
  grpc: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GRPCRoute' },
  tls: { apiVersion: 'gateway.networking.k8s.io/v1alpha2', kind: 'TLSRoute' },
  tcp: { apiVersion: 'gateway.networking.k8s.io/v1alpha2', kind: 'TCPRoute' },
};

export const GatewayRoute = {
  /** Kind and version of the objects of one kind of route. */
  kindOf: (kind: RouteKind): Pick<KubernetesObject, 'apiVersion' | 'kind'> => kinds[kind],
  /** Whether a route matches the host name that clients request. A `tcp` route cannot see it. */
  matchesHost: (kind: RouteKind): boolean => kind !== 'tcp',
  /**
   * The object of a route. Fields that the API server would fill in are written out: otherwise Argo CD would show them as a
   * difference without end.
   */
  of: ({ kind, metadata, gateway, listener, host, path, backends, rule }: RouteDescription): GatewayRoute => ({
    ...kinds[kind],
    metadata,
    spec: {
      parentRefs: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          name: gateway.name,
          namespace: gateway.namespace,
          ...(listener ? { sectionName: listener.name } : {}),
        },
      ],
      ...(host !== undefined && GatewayRoute.matchesHost(kind) ? { hostnames: [host] } : {}),
      rules: [
        {
          ...(kind === 'http' ? { matches: [{ path: { type: 'PathPrefix', value: path ?? '/' } }] } : {}),
          ...rule,
          backendRefs: backends.map(({ group = '', kind: backend = 'Service', name, port, weight = 1 }) => ({
            group,
            kind: backend,
            name,
            port,
            weight,
          })),
        },
      ],
    },
  }),
} as const;
