import type { Cluster } from './cluster';
import type { Validated } from './validated';

/** The addresses that one cluster must admit, and may connect to, for traffic with the members of another cluster. */
export interface NetworkConfig {
  /** Source and destination ranges of the other cluster's members. */
  readonly cidrs: readonly string[];
}

/** How pods of one cluster reach pods of another. Open: users may implement their own. */
export interface Network extends Validated {
  readonly name: string;
  /** Whether all clusters share one address space, so that no two ranges may overlap. */
  readonly sharedAddresses: boolean;
  /** The ranges under which members of `remote` appear in the other clusters. */
  bind(remote: Cluster): NetworkConfig;
}
