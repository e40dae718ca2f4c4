import type { GeoLocation } from './traffic';

/** How a record with a set identifier shares its name with others. */
export type RecordRoute =
  | { readonly policy: 'failover'; readonly order: 'primary' | 'secondary' }
  | { readonly policy: 'weighted'; readonly weight: number }
  | { readonly policy: 'latency'; readonly region: string }
  | { readonly policy: 'geolocation'; readonly location: GeoLocation }
  | { readonly policy: 'geoproximity'; readonly region: string; readonly bias: number }
  | { readonly policy: 'multivalue' };

/** The policy by which a provider chooses among several records of one name that carry a set identifier. */
export type RoutingPolicy = RecordRoute['policy'];
