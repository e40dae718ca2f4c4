import type { GroupLedger } from '../../domain/operating-state';
import { fingerprintOf } from '../../plan/members/authorities';
import { tlsOf } from '../../plan/members/recorded-tls';

/** What of TLS between peers cannot be as a group of a ledger has it. Steps never lead there. */
export function ledgerTlsFaults({ templates = {}, certificates }: GroupLedger): readonly string[] {
  const known = Object.entries(templates).map(([cluster, template]) => ({ cluster, ...tlsOf(template) }));
  const secured = known.filter(({ peerTls }) => peerTls !== 'off');
  const [listening] = known.filter(({ peerTls }) => peerTls === 'on');
  const without = known.filter(({ peerTls }) => peerTls === 'off').map(({ cluster }) => cluster);
  const stored = certificates?.authorities ?? {};
  return [
    ...(secured.length > 0 && !certificates ? [`peers use TLS in ${secured[0]?.cluster}, and it has no 'certificates'`] : []),
    ...(listening && without.length > 0
      ? [`peers listen with TLS in ${listening.cluster}, and those of ${without.join(' and ')} have no certificates to reach them`]
      : []),
    ...known.flatMap(({ cluster, authorities = [] }) =>
      authorities
        .filter(each => stored[each] === undefined)
        .map(each => `peers in ${cluster} trust authority ${each}, and 'certificates' does not have it`),
    ),
    ...Object.entries(stored)
      .filter(([fingerprint, pem]) => fingerprintOf(pem) !== fingerprint)
      .map(([fingerprint, pem]) => `the certificate at ${fingerprint} is that of ${fingerprintOf(pem)}`),
  ];
}
