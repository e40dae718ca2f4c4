import type { CertificateLedger, GroupLedger, TemplateLedger } from '../domain/operating-state';
import { recordedTls, type TemplateTls, tlsOf, withAuthorities } from '../plan/members/recorded-tls';
import { isSame } from './change';
import type { TlsTarget } from './target';

/** How TLS between the peers of a group gets from its ledger to what the program wants, cluster by cluster. */
export interface TlsPath {
  /** What members of a cluster get first, if not at once what the program wants; undefined where nothing lies between. */
  readonly between: (cluster: string) => TemplateTls | undefined;
  /** What members of a cluster get whose rollout was broken off: some run what was before, and this goes with that too. */
  readonly mended: (cluster: string) => TemplateTls;
}

/**
 * The way of a group to TLS between peers, from it, and to another authority.
 *
 * Members that listen with TLS are reached by nobody who has no certificate. So first all get certificates and connect with them where a
 * peer listens with TLS, then they listen with TLS themselves, one after the other; the way back is the reverse. Of two authorities all
 * members trust both before any certificate is of the new one, and nobody forgets the old one before all certificates are.
 *
 * Sources: etcd documentation, "Transport security model" and "Runtime reconfiguration"; seen with etcd 3.6 over three clusters.
 */
export function tlsPath(ledger: GroupLedger, target: TlsTarget): TlsPath {
  const templates = Object.values(ledger.templates ?? {}).map(tlsOf);
  const final: TemplateTls = tlsOf(target);
  const modes = new Set(templates.map(({ peerTls }) => peerTls));
  const trusted = [...templates, final].flatMap(({ authorities = [] }) => authorities);
  const reissues = changesIssuer(ledger, target);
  const between = (cluster: string): TemplateTls | undefined => {
    const known = recordedTls(ledger, cluster);
    if (!known) return undefined;
    const next = nextTls(known);
    const isLast = !reissues && (isSame(next, final) || isSame(known, final));
    return isLast || isSame(known, next) ? undefined : next;
  };
  const nextTls = (known: TemplateTls): TemplateTls => {
    if (final.peerTls === 'off') return known.peerTls === 'on' ? { ...known, peerTls: 'outgoing' } : known;
    const peerTls = known.peerTls === 'off' ? 'outgoing' : known.peerTls;
    return { peerTls, ...(final.authorities ? withAuthorities(trusted) : withAuthorities(known.authorities ?? [])) };
  };
  const mended = (cluster: string): TemplateTls => {
    const known = recordedTls(ledger, cluster) ?? final;
    const isSettled = modes.size === 1 && modes.has(final.peerTls);
    const peerTls = isSettled ? final.peerTls : 'outgoing';
    if (peerTls === 'off') return { peerTls };
    return { peerTls, ...withAuthorities(final.authorities || known.authorities ? trusted : []) };
  };
  return { between, mended };
}

/** Whether certificates are to be of another issuer than they are, and steps lead there: it is said which authorities are trusted. */
const changesIssuer = ({ certificates: now }: GroupLedger, { certificates, authorities }: TlsTarget): boolean =>
  now !== undefined &&
  certificates !== undefined &&
  authorities !== undefined &&
  (now.issuer !== certificates.issuer || now.issuerKind !== certificates.issuerKind);

/** A group whose certificates are of the issuer that the program says; undefined where they are already, or no step leads there. */
export function reissuedGroup(group: GroupLedger, target: TlsTarget): GroupLedger | undefined {
  const { certificates } = target;
  if (!certificates || !changesIssuer(group, target)) return undefined;
  const { issuer, issuerKind } = certificates;
  return { ...group, certificates: { ...group.certificates, issuer, issuerKind } };
}

/** The certificates of a group once members of it have the template of a target: those that it had, and whom else they trust. */
export function certificatesWith(now: CertificateLedger | undefined, { certificates }: TlsTarget): CertificateLedger | undefined {
  if (!now) return certificates;
  const authorities = { ...now.authorities, ...certificates?.authorities };
  return Object.keys(authorities).length > 0 ? { ...now, authorities } : now;
}

/** What a ledger has of the TLS of a template: nothing where there is none. */
export const templateTls = ({ peerTls, authorities }: TemplateTls): Pick<TemplateLedger, 'peerTls' | 'authorities'> =>
  peerTls === 'off' ? {} : { peerTls, ...(authorities ? { authorities } : {}) };
