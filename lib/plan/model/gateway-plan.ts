import type { GatewayBackend, GatewayContext, GatewayRefusal } from '../../domain/gateway';

/** A gateway that spans clusters, as one system uses it. */
export interface GatewayPlan {
  /** What each cluster that has the gateway is told, in the order of the clusters. Those without a Gateway are left out. */
  readonly sites: readonly GatewayContext[];
  /** The clusters that may be led to, in order. */
  readonly backends: readonly GatewayBackend[];
  /** Clusters with a Service of a name of its own, that the others import: those led to, and the one on trial. */
  readonly exporting: readonly { readonly cluster: string; readonly service: string }[];
  /** What the implementation cannot do in a place, beyond what its capabilities say. */
  readonly refused: readonly (GatewayRefusal & { readonly site: string })[];
}
