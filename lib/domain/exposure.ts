/** What a route of the Gateway API matches by. */
export type RouteKind = 'http' | 'grpc' | 'tls' | 'tcp';

/** The listener of a Gateway that a route is attached to, and the port that it has there. */
export interface GatewayListener {
  /** Name of the listener, which the route gives as its `sectionName`. */
  readonly name: string;
  /** 1 to 65535. */
  readonly port: number;
}

/** A cluster's own way in: how a client, or whatever stands in front of several clusters, reaches the members of one. */
export type Exposure =
  | { readonly kind: 'ingress'; readonly path: string; readonly tlsSecretName?: string }
  | { readonly kind: 'gateway'; readonly route: RouteKind; readonly path?: string; readonly listener?: GatewayListener }
  | { readonly kind: 'load-balancer'; readonly annotations: Readonly<Record<string, string>> }
  | { readonly kind: 'node-ports'; readonly ports: Readonly<Record<string, number>> }
  | { readonly kind: 'pod-addresses' };

/** An exposure of one kind. */
type ExposureOf<Kind extends Exposure['kind']> = Extract<Exposure, { kind: Kind }>;

export const Exposure = {
  /** An Ingress for the host, answered at the addresses of the cluster's ingress controller. */
  ingress: (props: { readonly path?: string; readonly tlsSecretName?: string } = {}): Exposure =>
    Object.freeze({ kind: 'ingress', path: '/', ...props }),
  /**
   * A route of the Gateway API, attached to the cluster's own Gateway and answered at its addresses. `path` is for `http` only.
   *
   * A `tcp` route is told from others by its `listener` alone, so it needs one; the others are told by the host. The Gateway must
   * admit routes of the system's namespace (`allowedRoutes`).
   */
  gateway: (props: { readonly route: RouteKind; readonly path?: string; readonly listener?: GatewayListener }): Exposure =>
    Object.freeze({ kind: 'gateway', ...props }),
  /** A Service of type LoadBalancer; ExternalDNS publishes the address that it gets. */
  loadBalancer: (props: { readonly annotations?: Readonly<Record<string, string>> } = {}): ExposureOf<'load-balancer'> =>
    Object.freeze({ kind: 'load-balancer', annotations: {}, ...props }),
  /**
   * A port of nodes, for each port of the engine that serves clients, by its name; 30000 to 32767. Answered at the cluster's
   * `nodeAddresses`.
   *
   * A node hands connections to its own members only (`externalTrafficPolicy: Local`) and drops them where none is ready: a hop to
   * another node would put a node's address in the place of the client's, and no policy could tell clients from strangers. So
   * declare the addresses of nodes that members run on, and use it where whoever connects tries the next address.
   */
  nodePorts: (ports: Readonly<Record<string, number>>): ExposureOf<'node-ports'> => Object.freeze({ kind: 'node-ports', ports }),
  /** The addresses of the members that are ready, for clients that can route to pods (a flat network). */
  podAddresses: (): ExposureOf<'pod-addresses'> => Object.freeze({ kind: 'pod-addresses' }),
} as const;
