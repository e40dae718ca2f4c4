import type { Cluster } from './cluster';

/** Which part of the world a cluster answers. Exactly one cluster of a fleet is the `default`. */
export type GeoLocation =
  | { readonly kind: 'continent'; readonly code: string }
  | { readonly kind: 'country'; readonly code: string }
  | { readonly kind: 'default' };

/** How clients are shared out over the clusters of an active-active system. */
export type Traffic =
  | { readonly kind: 'weighted'; readonly shares: readonly (readonly [Cluster, number])[] }
  | { readonly kind: 'round-robin' }
  | { readonly kind: 'latency' }
  | { readonly kind: 'geo'; readonly locations: readonly (readonly [Cluster, GeoLocation])[] };

export const Traffic = {
  /** A share for each cluster, 0 to 255; a cluster that is not named gets no traffic. Needs a provider with weights. */
  weighted: (shares: readonly (readonly [Cluster, number])[]): Traffic => Object.freeze({ kind: 'weighted', shares }),
  /** Every cluster alike. */
  roundRobin: (): Traffic => Object.freeze({ kind: 'round-robin' }),
  /** The cluster that is nearest by the provider's measurements. Needs a provider with latency routing. */
  latency: (): Traffic => Object.freeze({ kind: 'latency' }),
  /** By the client's place. Needs a provider with geolocation, and one cluster as the default. */
  geo: (locations: readonly (readonly [Cluster, GeoLocation])[]): Traffic => Object.freeze({ kind: 'geo', locations }),
} as const;
