import { Duration } from 'cdk8s';

/** How long resolvers cache the answer that a name does not exist. */
export interface NegativeCaching {
  /**
   * The negative TTL: the smaller of the TTL of the zone's SOA record and that record's minimum field (RFC 2308, section 5). A new name can
   * stay unknown for this time, whatever its own TTL is. 0 s to 1 day.
   * @default - the usual value of the provider's zones; 1 h, as in many zones, where the provider has none
   */
  readonly negativeTtl: Duration;
}

/** The usual negative TTL of the provider's zones. It accepts a missing provider, since a plain JavaScript program may give none. */
export const usualCaching = (zone: { readonly provider: Partial<NegativeCaching> } | undefined): NegativeCaching => ({
  negativeTtl: zone?.provider?.negativeTtl ?? Duration.hours(1),
});
