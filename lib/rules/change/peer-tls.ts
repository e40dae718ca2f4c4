import { PeerTls } from '../../domain/peer-tls';
import type { LastSystem } from '../../plan/document/last-output';
import { switchesPeerTls } from '../../plan/members/recorded-tls';
import type { SystemPlan } from '../../plan/model/system-plan';
import { fleetRule, type PlanFound } from '../rule';
import { formedSystems, judged } from './judged';

const scheme = (issuer: string | undefined): string => (issuer === undefined ? 'plain' : `TLS by ${issuer}`);

/** A group keeps the addresses of its peers with their scheme. */
export const peerTlsChange = fleetRule(
  {
    name: 'change/peer-tls',
    severity: 'error',
    demands:
      'Peers of a group that has formed speak TLS if they did, by the same issuer, unless steps lead to what the program says: the ledger has the templates of its members, jobs change the membership, and for another issuer it is said which authorities are trusted.',
    why: 'The group keeps the addresses of its members with the scheme, so that nobody dials the new ones: it looks ready until the last old member restarts, and then stops. Of two issuers each must trust what the other signs.',
    source: 'Seen with etcd over three clusters: no write for 187 s, until it was taken back.',
  },
  ({ systems }, previous) =>
    formedSystems(systems, previous).flatMap(({ plan, last }) => {
      const { name, system } = plan;
      if (last.peerTls === undefined) return [];
      const now = PeerTls.certificatesOf(system.peerTls);
      const [before, after] = [last.peerTls?.issuer, now?.issuer];
      const kinds = last.peerTls?.issuerKind === now?.issuerKind;
      if ((before === after && kinds) || leadsThere(plan)) return jumps(plan, last);
      const facts = { before: scheme(before), after: scheme(after), values: { system: name } };
      if (before === undefined) return [judged('tls.on', name, 'peer traffic', facts)];
      if (after === undefined) return [judged('tls.off', name, 'peer traffic', facts)];
      const found = judged('tls.issuer', name, 'peer traffic', facts);
      // Where nothing is recorded, what the program says is rendered. Else the ledger's issuer stays, and no step leads to another one.
      return [isRecorded(plan) ? found : { ...found, severity: 'warning' as const }];
    }),
);

/** Clusters whose members listen with TLS where they had no certificates, or the reverse: no step does that, so somebody edited the ledger. */
function jumps({ name, seats }: SystemPlan, last: LastSystem): readonly PlanFound[] {
  const moved = seats.flatMap(({ cluster, tls }) => {
    const was = last.seats.find(seat => seat.cluster === cluster.name);
    // Earlier documents say only what the program wanted, and that was rendered.
    const before = was?.peerTls?.mode ?? (last.peerTls ? 'on' : 'off');
    const after = tls?.mode ?? 'off';
    return !was || before === after || before === 'outgoing' || after === 'outgoing' ? [] : [{ cluster: cluster.name, before, after }];
  });
  const [first] = moved;
  if (!first) return [];
  const { before, after } = first;
  const clusters = moved.filter(each => each.before === before).map(({ cluster }) => cluster);
  return [
    {
      at: name,
      problem: `TLS between peers was ${before} in ${clusters.join(', ')} in the last output and is ${after} in the ledger: members would not understand each other`,
      fix: `set 'peerTls' of these templates back to '${before}', and go on by 'georaft step ${name}'`,
    },
  ];
}

/** Whether steps lead a group from what its ledger has of TLS to what the program says. */
function leadsThere({ system, state }: Pick<SystemPlan, 'system' | 'state'>): boolean {
  const groups = Object.values(state.groups ?? {});
  if (!isRecorded({ system, state }) || !system.operations) return false;
  const now = PeerTls.certificatesOf(system.peerTls);
  const isSame = groups.every(({ certificates: old }) => !old || !now || (old.issuer === now.issuer && old.issuerKind === now.issuerKind));
  return isSame || now?.authorities !== undefined;
}

/** Whether the ledger says how the peers of a group use TLS. */
const isRecorded = ({ system, state: { groups = {} } }: Pick<SystemPlan, 'system' | 'state'>): boolean =>
  switchesPeerTls(system) && Object.keys(groups).length > 0 && Object.values(groups).every(({ templates }) => templates !== undefined);
