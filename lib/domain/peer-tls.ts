import { madeFrom } from './made-from';

/** What secures the traffic between members. */
export type PeerTls =
  | { readonly kind: 'none' }
  | { readonly kind: 'cert-manager'; readonly issuer: string; readonly issuerKind: 'Issuer' | 'ClusterIssuer' };

export const PeerTls = {
  /** Plain traffic, for networks that encrypt it themselves. */
  none: (): PeerTls => Object.freeze({ kind: 'none' }),
  /**
   * Mutual TLS with a certificate of cert-manager in each cluster, for the exact names of the members.
   * The issuers of all clusters must share one root, or trust each other's roots.
   */
  certManager: (props: { readonly issuer: string; readonly issuerKind?: 'Issuer' | 'ClusterIssuer' }): PeerTls =>
    madeFrom({ kind: 'cert-manager', issuerKind: 'ClusterIssuer' }, props),
} as const;
