import type { GatewayBackend, GatewayContext, GatewayRefusal } from '../../domain/gateway';

/** How one system uses a gateway that spans clusters. */
export interface GatewayPlan {
  /**
   * The input of the implementation for each cluster with the gateway, ordered by cluster index. Clusters without a Gateway are left out.
   */
  readonly sites: readonly GatewayContext[];
  /** The clusters that the gateway may route clients to, in failover order. */
  readonly backends: readonly GatewayBackend[];
  /**
   * Clusters that export a Service under a name that is unique in the fleet: all backends, and the cluster that gets the shadow traffic.
   */
  readonly exporting: readonly { readonly cluster: string; readonly service: string }[];
  /** What the implementation cannot do in one of the sites, although its capabilities allow it. */
  readonly refused: readonly (GatewayRefusal & { readonly site: string })[];
}
