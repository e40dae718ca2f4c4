import { madeFrom } from './made-from';

/** What secures the traffic between members. */
export type PeerTls =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'cert-manager';
      readonly issuer: string;
      readonly issuerKind: 'Issuer' | 'ClusterIssuer';
      /**
       * Certificates of the authorities that members trust, one each, in PEM. They come to every cluster as a ConfigMap. With them the issuer
       * can be changed later, in steps. @default - the authority that each issuer names in its Secrets, as `ca.crt`
       */
      readonly authorities?: readonly string[];
    };

/**
 * How the members of one cluster use TLS between peers. `off`: not at all. `outgoing`: they have certificates, and connect with them to
 * peers that listen with TLS, but listen without it themselves. `on`: they listen with TLS too.
 */
export type PeerTlsMode = 'off' | 'outgoing' | 'on';

/** Certificates of peers by cert-manager. */
export type CertManagerTls = Extract<PeerTls, { readonly kind: 'cert-manager' }>;

export const PeerTls = {
  /** Plain traffic, for networks that encrypt it themselves. */
  none: (): PeerTls => Object.freeze({ kind: 'none' }),
  /**
   * Mutual TLS with a certificate of cert-manager in each cluster, for the exact names of the members.
   * The issuers of all clusters must share one root, or trust each other's roots.
   */
  certManager: (props: {
    readonly issuer: string;
    readonly issuerKind?: 'Issuer' | 'ClusterIssuer';
    readonly authorities?: readonly string[];
  }): PeerTls => madeFrom({ kind: 'cert-manager', issuerKind: 'ClusterIssuer' }, props),
  /** Who issues the certificates of peers; undefined without TLS. */
  certificatesOf: (peerTls: PeerTls | undefined): CertManagerTls | undefined => (peerTls?.kind === 'cert-manager' ? peerTls : undefined),
} as const;
