import { fleetRule } from '../rule';
import { formedSystems, judged } from './judged';

const scheme = (issuer: string | undefined): string => (issuer === undefined ? 'plain' : `TLS by ${issuer}`);

/** A group keeps the addresses of its peers with their scheme. */
export const peerTlsChange = fleetRule(
  {
    name: 'change/peer-tls',
    severity: 'error',
    demands: 'Peers of a group that has formed speak TLS if they did, by the same issuer.',
    why: 'The group keeps the addresses of its members with the scheme, so that nobody dials the new ones: it looks ready until the last old member restarts, and then stops. Of two issuers each must trust what the other signs.',
    source: 'Seen with etcd over three clusters: no write for 187 s, until it was taken back.',
  },
  ({ systems }, previous) =>
    formedSystems(systems, previous).flatMap(({ plan: { name, system }, last }) => {
      if (last.peerTls === undefined) return [];
      const now = system.peerTls?.kind === 'cert-manager' ? system.peerTls : undefined;
      const [before, after] = [last.peerTls?.issuer, now?.issuer];
      const kinds = last.peerTls?.issuerKind === now?.issuerKind;
      if (before === after && kinds) return [];
      const facts = { before: scheme(before), after: scheme(after), values: { system: name } };
      if (before === undefined) return [judged('tls.on', name, 'the traffic between peers', facts)];
      if (after === undefined) return [judged('tls.off', name, 'the traffic between peers', facts)];
      return [{ ...judged('tls.issuer', name, 'the traffic between peers', facts), severity: 'warning' as const }];
    }),
);
