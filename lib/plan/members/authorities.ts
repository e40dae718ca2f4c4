import { createHash, X509Certificate } from 'node:crypto';
import { PeerTls } from '../../domain/peer-tls';
import type { RaftSystem } from '../../domain/raft-system';

/** Certificates of authorities in PEM, by fingerprint. */
export type Authorities = Readonly<Record<string, string>>;

/** Whether a value is the certificate of one authority in PEM. */
export function isAuthority(value: unknown): boolean {
  if (typeof value !== 'string' || value.split('-----BEGIN ').length !== 2) return false;
  try {
    return new X509Certificate(value).ca;
  } catch {
    return false;
  }
}

/** What tells one authority from another: the first 12 hexadecimal digits of the SHA-256 of its certificate, however its text is broken. */
export const fingerprintOf = (pem: string): string => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex').slice(0, 12);

/** The authorities that a program says members trust, by fingerprint; undefined where it leaves that to the Secrets of the certificates. */
export function wantedAuthorities({ peerTls }: Pick<RaftSystem, 'peerTls'>): Authorities | undefined {
  const given = PeerTls.certificatesOf(peerTls)?.authorities;
  return (
    given && Object.fromEntries(given.map(pem => [fingerprintOf(pem), `${pem.trim()}\n`] as const).sort(([a], [b]) => (a < b ? -1 : 1)))
  );
}
