import type { Cluster } from './cluster';
import type { Delivery } from './delivery';
import type { Dns } from './dns';
import { madeFrom } from './made-from';
import type { Network } from './network';
import type { OnCall } from './on-call';
import type { RoundTrips } from './round-trips';
import type { TerraformSettings } from './terraform-settings';

/** What all systems share: the clusters, the network between them, DNS and delivery. */
export interface Fleet {
  /** A DNS label; part of the owner ids in DNS. @immutable ExternalDNS would no longer own its records. */
  readonly name: string;
  readonly clusters: readonly Cluster[];
  readonly roundTrips?: RoundTrips;
  readonly network: Network;
  readonly dns: Dns;
  readonly delivery?: Delivery;
  readonly terraform?: TerraformSettings;
  /** How long operators take. @default - unknown: no recovery time can be promised where an operator must decide */
  readonly onCall?: OnCall;
  /** Clusters that are gone. They are listed so that their numbers are never given again. */
  readonly retired: readonly { readonly name: string; readonly index: number }[];
  /** Ordinals reserved for each cluster, 1 to 1000: the most members of one system in one cluster. @default 10 @immutable */
  readonly ordinalStride: number;
}

export const Fleet = {
  of: (props: Omit<Fleet, 'retired' | 'ordinalStride'> & Partial<Pick<Fleet, 'retired' | 'ordinalStride'>>): Fleet =>
    madeFrom({ retired: [], ordinalStride: 10 }, props),
} as const;
