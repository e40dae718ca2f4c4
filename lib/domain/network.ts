import type { Cluster } from './cluster';
import type { Validated } from './validated';

/** What one cluster must admit and may reach to speak to the members of another. */
export interface NetworkConfig {
  /** Source and destination ranges of the other cluster's members. */
  readonly cidrs: readonly string[];
}

/** How pods of one cluster reach pods of another. Open: a user's own network implements it. */
export interface Network extends Validated {
  readonly name: string;
  /** Whether all clusters share one address space, so that no two ranges may overlap. */
  readonly sharedAddresses: boolean;
  /** The ranges under which members of `remote` appear in the other clusters. */
  bind(remote: Cluster): NetworkConfig;
}
