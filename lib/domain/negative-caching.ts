import { Duration } from 'cdk8s';

/** How long resolvers keep that a name does not exist. */
export interface NegativeCaching {
  /**
   * The smaller of the TTL of the zone's SOA record and its minimum field (RFC 2308, section 5). A name that is new can stay unknown for
   * as long, whatever its own TTL is. 0 s to 1 day.
   * @default - what the zones of its provider usually have; 1 h, as in many zones, where that does not say it
   */
  readonly negativeTtl: Duration;
}

/** What the zones of a provider usually have. Total, since a plain JavaScript program may give no provider at all. */
export const usualCaching = (zone: { readonly provider: Partial<NegativeCaching> } | undefined): NegativeCaching => ({
  negativeTtl: zone?.provider?.negativeTtl ?? Duration.hours(1),
});
