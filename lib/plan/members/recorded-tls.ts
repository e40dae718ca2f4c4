import type { GroupLedger, TemplateLedger } from '../../domain/operating-state';
import { PeerTls } from '../../domain/peer-tls';
import type { RaftSystem } from '../../domain/raft-system';
import type { PeerTlsPlan } from '../model/system-plan';
import { type Authorities, wantedAuthorities } from './authorities';

/** How members of one cluster use TLS between peers, and whom they trust. */
export type TemplateTls = Required<Pick<TemplateLedger, 'peerTls'>> & Pick<TemplateLedger, 'authorities'>;

/**
 * How the members of a cluster use TLS between peers, as the ledger has it; undefined where it has no template of the group. Members of a
 * cluster that had none start so that all others understand them: with certificates, but without listening with TLS, while these differ.
 */
export function recordedTls({ templates = {} }: Pick<GroupLedger, 'templates'>, cluster: string): TemplateTls | undefined {
  const all = Object.values(templates).map(tlsOf);
  const known = templates[cluster];
  if (known) return tlsOf(known);
  const [first] = all;
  if (!first) return undefined;
  const peerTls = all.every(other => other.peerTls === first.peerTls) ? first.peerTls : 'outgoing';
  return { peerTls, ...withAuthorities(all.flatMap(({ authorities = [] }) => authorities)) };
}

/** What a template has of TLS. */
export const tlsOf = ({ peerTls = 'off', authorities }: Pick<TemplateLedger, 'peerTls' | 'authorities'>): TemplateTls => ({
  peerTls,
  ...(authorities ? { authorities } : {}),
});

/** Fingerprints in their order, each once; nothing where there are none. */
export const withAuthorities = (fingerprints: readonly string[]): Pick<TemplateTls, 'authorities'> =>
  fingerprints.length > 0 ? { authorities: [...new Set(fingerprints)].sort() } : {};

/** What secures the peers of one cluster: what the ledger says, and the program where it does not. Undefined without certificates. */
export function planPeerTls(
  ledger: GroupLedger | undefined,
  cluster: string,
  system: Pick<RaftSystem, 'engine' | 'peerTls'>,
): PeerTlsPlan | undefined {
  const wanted = PeerTls.certificatesOf(system.peerTls);
  const recorded = ledger && switchesPeerTls(system) ? recordedTls(ledger, cluster) : undefined;
  const issued = recorded ? (ledger?.certificates ?? wanted) : wanted;
  if (!issued) return undefined;
  const { issuer, issuerKind } = issued;
  const known: Authorities = { ...wantedAuthorities(system), ...ledger?.certificates?.authorities };
  const fingerprints = recorded ? recorded.authorities : wanted?.authorities && Object.keys(known);
  return {
    mode: recorded?.peerTls ?? 'on',
    issuer,
    issuerKind,
    ...(fingerprints ? { authorities: Object.fromEntries(fingerprints.map(each => [each, known[each] ?? ''])) } : {}),
  };
}

/** How a program wants peers to use TLS; undefined where the engine cannot be led there while it runs. */
export function wantedTls(system: Pick<RaftSystem, 'engine' | 'peerTls'>): TemplateTls | undefined {
  if (!switchesPeerTls(system)) return undefined;
  if (!PeerTls.certificatesOf(system.peerTls)) return { peerTls: 'off' };
  return { peerTls: 'on', ...withAuthorities(Object.keys(wantedAuthorities(system) ?? {})) };
}

/** Whether a running group of this engine can be led to TLS between peers and back. */
export const switchesPeerTls = ({ engine }: Pick<RaftSystem, 'engine'>): boolean => engine.membership?.switchesPeerTls === true;

/** Whether members of a cluster listen with TLS for their peers. */
export const listensWithTls = (ledger: GroupLedger | undefined, cluster: string, system: Pick<RaftSystem, 'engine' | 'peerTls'>): boolean =>
  planPeerTls(ledger, cluster, system)?.mode === 'on';
