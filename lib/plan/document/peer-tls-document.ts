import { PeerTls, type PeerTlsMode } from '../../domain/peer-tls';
import type { RaftSystem } from '../../domain/raft-system';
import { wantedAuthorities } from '../members/authorities';
import type { PeerTlsPlan } from '../model/system-plan';

/** Who issues the certificates of peers, in `fleet.json`. */
export interface IssuerDocument {
  readonly issuer: string;
  readonly issuerKind: string;
  /** Fingerprints of the authorities that members trust; left out where the Secrets of the certificates say it. */
  readonly authorities?: readonly string[];
}

/** What secures the peers of one cluster now. */
export interface PeerTlsDocument extends IssuerDocument {
  readonly mode: PeerTlsMode;
}

export const peerTlsDocument = ({ mode, ...issued }: PeerTlsPlan): PeerTlsDocument => ({ mode, ...document(issued) });

/** What a program wants; null without TLS. */
export function issuerDocument(system: Pick<RaftSystem, 'peerTls'>): IssuerDocument | null {
  const wanted = PeerTls.certificatesOf(system.peerTls);
  return wanted ? document({ ...wanted, authorities: wantedAuthorities(system) }) : null;
}

const document = ({
  issuer,
  issuerKind,
  authorities,
}: Pick<PeerTlsPlan, 'issuer' | 'issuerKind'> & { readonly authorities?: PeerTlsPlan['authorities'] | undefined }): IssuerDocument => ({
  issuer,
  issuerKind,
  ...(authorities ? { authorities: Object.keys(authorities) } : {}),
});
