import type { Cluster } from './cluster';

/** Which part of the world a cluster serves. Exactly one cluster is the `default`. */
export type GeoLocation =
  | { readonly kind: 'continent'; readonly code: string }
  | { readonly kind: 'country'; readonly code: string }
  | { readonly kind: 'default' };

/** How clients are distributed over the clusters of an active-active system. */
export type Traffic =
  | { readonly kind: 'ordered'; readonly clusters: readonly Cluster[] }
  | { readonly kind: 'weighted'; readonly shares: readonly (readonly [Cluster, number])[] }
  | { readonly kind: 'round-robin' }
  | { readonly kind: 'latency' }
  | { readonly kind: 'geo'; readonly locations: readonly (readonly [Cluster, GeoLocation])[] }
  | { readonly kind: 'proximity'; readonly biases: readonly (readonly [Cluster, number])[] };

export const Traffic = {
  /** All clients go to the first cluster of the list that is healthy. */
  ordered: (clusters: readonly Cluster[]): Traffic => Object.freeze({ kind: 'ordered', clusters }),
  /** A weight for each cluster, 0 to 255; a cluster that is not named gets no traffic. Needs a provider with weights. */
  weighted: (shares: readonly (readonly [Cluster, number])[]): Traffic => Object.freeze({ kind: 'weighted', shares }),
  /** Every cluster gets the same share. */
  roundRobin: (): Traffic => Object.freeze({ kind: 'round-robin' }),
  /** The cluster that is nearest by the provider's measurements. Needs a provider with latency routing. */
  latency: (): Traffic => Object.freeze({ kind: 'latency' }),
  /** The cluster for the client's location. Needs a provider with geolocation, and one cluster as the default. */
  geo: (locations: readonly (readonly [Cluster, GeoLocation])[]): Traffic => Object.freeze({ kind: 'geo', locations }),
  /**
   * The nearest region. A bias of 1 to 99 enlarges the area that a region serves, one of -1 to -99 shrinks it. Needs a provider
   * with geoproximity.
   */
  proximity: (biases: readonly (readonly [Cluster, number])[]): Traffic => Object.freeze({ kind: 'proximity', biases }),
} as const;
