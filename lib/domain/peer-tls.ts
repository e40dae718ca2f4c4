import { madeFrom } from './made-from';

/** What secures the traffic between members. */
export type PeerTls =
  | { readonly kind: 'none' }
  | { readonly kind: 'cert-manager'; readonly issuer: string; readonly issuerKind: 'Issuer' | 'ClusterIssuer' };

export const PeerTls = {
  /** Plain traffic: for networks that encrypt by themselves. */
  none: (): PeerTls => Object.freeze({ kind: 'none' }),
  /**
   * Mutual TLS with a certificate of cert-manager in each cluster, named exactly as the members are.
   * The issuers of all clusters must share one root, or trust each other's.
   */
  certManager: (props: { readonly issuer: string; readonly issuerKind?: 'Issuer' | 'ClusterIssuer' }): PeerTls =>
    madeFrom({ kind: 'cert-manager', issuerKind: 'ClusterIssuer' }, props),
} as const;
