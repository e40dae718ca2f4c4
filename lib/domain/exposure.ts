import { madeFrom } from './made-from';

/** What a route of the Gateway API matches by. */
export type RouteKind = 'http' | 'grpc' | 'tls' | 'tcp';

/** The listener of a Gateway that a route is attached to, and the port that it has there. */
export interface GatewayListener {
  /** Name of the listener, which the route gives as its `sectionName`. */
  readonly name: string;
  /** 1 to 65535. */
  readonly port: number;
}

/** How one cluster exposes its members to clients, or to what runs in front of several clusters. */
export type Exposure =
  | { readonly kind: 'ingress'; readonly path: string; readonly tlsSecretName?: string }
  | { readonly kind: 'gateway'; readonly route: RouteKind; readonly path?: string; readonly listener?: GatewayListener }
  | { readonly kind: 'load-balancer'; readonly annotations: Readonly<Record<string, string>> }
  | { readonly kind: 'node-ports'; readonly ports: Readonly<Record<string, number>> }
  | { readonly kind: 'pod-addresses' };

/** An exposure of one kind. */
type ExposureOf<Kind extends Exposure['kind']> = Extract<Exposure, { kind: Kind }>;

export const Exposure = {
  /** An Ingress for the host. Clients reach it at the addresses of the cluster's ingress controller. */
  ingress: (props: { readonly path?: string; readonly tlsSecretName?: string } = {}): Exposure =>
    madeFrom({ kind: 'ingress', path: '/' }, props),
  /**
   * A route of the Gateway API, attached to the cluster's own Gateway. Clients reach it at the Gateway's addresses. `path` is for
   * `http` only.
   *
   * A `tcp` route sees no host, so only its `listener` tells it from others: it needs one. The Gateway must admit routes of the
   * system's namespace (`allowedRoutes`).
   */
  gateway: (props: { readonly route: RouteKind; readonly path?: string; readonly listener?: GatewayListener }): Exposure =>
    madeFrom({ kind: 'gateway' }, props),
  /** A Service of type LoadBalancer; ExternalDNS publishes the address that it gets. */
  loadBalancer: (props: { readonly annotations?: Readonly<Record<string, string>> } = {}): ExposureOf<'load-balancer'> =>
    madeFrom({ kind: 'load-balancer', annotations: {} }, props),
  /**
   * A node port, 30000 to 32767, for each port of the engine that serves clients, by the port's name. Clients reach it at the
   * cluster's `nodeAddresses`.
   *
   * A node forwards connections to its own members only (`externalTrafficPolicy: Local`), and drops them where none is ready. A hop
   * to another node would replace the client's address by a node's, and no NetworkPolicy could tell clients from strangers. So
   * declare the addresses of the nodes that members run on, and use this only for clients that try the next address.
   */
  nodePorts: (ports: Readonly<Record<string, number>>): ExposureOf<'node-ports'> => Object.freeze({ kind: 'node-ports', ports }),
  /** The addresses of the members that are ready, for clients that can reach pods (a flat network). */
  podAddresses: (): ExposureOf<'pod-addresses'> => Object.freeze({ kind: 'pod-addresses' }),
} as const;
