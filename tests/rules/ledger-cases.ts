import type { LedgerMember, OperatingState } from '../../lib';
import type { CertificateLedger } from '../../lib/domain/operating-state';
import type { PeerTlsMode } from '../../lib/domain/peer-tls';
import type { FleetPlan } from '../../lib/plan/model/system-plan';
import { oldAuthority } from '../authorities';
import { formed, group, member } from '../change/ledgers';
import { cluster, fleet, fleetOf, plan, spread, system } from '../fixtures';
import { after, before, type Case, fails, limit, passes } from './plan-case';

const base = fleet(3);
const [frankfurt, dublin, london] = [cluster(0), cluster(1), cluster(2)] as const;
const three = { 'demo-0': member('frankfurt'), 'demo-10': member('dublin'), 'demo-20': member('london') };

const demo = (votes: readonly number[], state: OperatingState): FleetPlan =>
  plan(base, { demo: system(spread([frankfurt, dublin, london].slice(0, votes.length), votes), { state }) });
const ledger = (members: Readonly<Record<string, LedgerMember>>, left?: Readonly<Record<string, number>>): FleetPlan =>
  demo([1, 1, 1], formed({ demo: group(members, left) }));
const withoutLondon = (members: Readonly<Record<string, LedgerMember>>): FleetPlan => {
  const lost = cluster(2, { lost: true });
  const wanted = system(spread([frankfurt, dublin], [1, 1]), { state: formed({ demo: group(members) }) });
  return plan(fleetOf([frankfurt, dublin, lost]), { demo: wanted });
};
/** How members of each cluster use TLS, who issues their certificates and whom they trust. */
function secured(
  modes: Readonly<Record<string, PeerTlsMode>>,
  certificates?: CertificateLedger,
  authorities?: readonly string[],
): FleetPlan {
  const template = { digest: '0123456789ab', heartbeatMillis: 100, electionMillis: 1000, ...(authorities ? { authorities } : {}) };
  const templates = Object.fromEntries(Object.entries(modes).map(([cluster, peerTls]) => [cluster, { ...template, peerTls }]));
  return demo([1, 1, 1], formed({ demo: { ...group(three), templates, ...(certificates ? { certificates } : {}) } }));
}
const recorded = ledger(three);
const naming = (...hosts: readonly string[]): FleetPlan =>
  demo([1, 1, 1], formed({ demo: group(three) }, { names: Object.fromEntries(hosts.map(host => [host, { ttlSeconds: 60 }])) }));
const old = '172.16.0.0/16';
const admitting = (networks: NonNullable<OperatingState['networks']>): FleetPlan =>
  demo([1, 1, 1], formed({ demo: group(three) }, { networks }));
const follows = (was: FleetPlan, situation: string, is: FleetPlan): Case => passes(situation, is, before(was));
const broken = (situation: string, is: FleetPlan, ...says: readonly string[]): Case =>
  after(recorded, fails(situation, is, 'demo', ...says));
const joining = { ...three, 'demo-1': member('frankfurt', 'joining') };

/** What is said of a ledger, and of members that change without one. */
export const ledgerCases: Readonly<Record<string, readonly Case[]>> = {
  'change/members': [
    after(demo([2, 2, 1], formed()), fails('two voters less', demo([1, 1, 1], formed()), 'demo', '5 voters', 'takes away demo-1, demo-11')),
    after(demo([2, 2, 1], formed()), fails('two voters more', demo([3, 3, 1], formed()), 'demo', 'adds demo-2, demo-12')),
    after(
      demo([2, 2, 1], formed(undefined, { bootstrapped: false })),
      fails('a voter more in the commit that says that the group has formed', demo([2, 2, 3], formed()), 'demo', 'adds demo-21, demo-22'),
    ),
    limit(passes('two voters more, by the ledger', demo([3, 1, 1], formed({ demo: group(three) })), before(demo([1, 1, 1], formed())))),
    passes(
      'two voters more of a group that has not formed',
      demo([3, 1, 1], formed(undefined, { bootstrapped: false })),
      before(demo([1, 1, 1], formed(undefined, { bootstrapped: false }))),
    ),
    passes('a first output', demo([1, 1, 1], formed())),
  ],
  'change/ledger': [
    broken('a ledger that is gone', demo([1, 1, 1], formed()), 'group demo', 'is not now'),
    broken('two members at once', ledger({ ...joining, 'demo-11': member('dublin', 'joining') }), 'demo-1 and demo-11 change at once'),
    broken('a member that never joined', ledger({ ...three, 'demo-1': member('frankfurt') }), 'demo-1 was no member', 'is a voter'),
    broken('a member that is gone without leaving', ledger({ 'demo-0': three['demo-0'], 'demo-10': three['demo-10'] }), 'is no member'),
    broken('another volume', ledger({ ...three, 'demo-20': member('london', 'voter', 2) }), 'on volume 1', 'on volume 2'),
    broken('another cluster', ledger({ ...three, 'demo-20': member('dublin') }), 'in london', 'in dublin'),
    after(
      ledger(joining),
      fails(
        'a second member before the first one is confirmed',
        ledger({ ...joining, 'demo-20': member('london', 'leaving') }),
        'demo',
        'demo-20 changes before demo-1 is done',
      ),
    ),
    after(
      admitting({ dublin: { podCidrs: [old] }, london: { podCidrs: [old] } }),
      fails('old addresses of two clusters that are gone at once', admitting({}), 'demo', 'addresses of dublin and london'),
    ),
    follows(
      admitting({ dublin: { podCidrs: [old] }, london: { podCidrs: [old] } }),
      'old addresses of one cluster that are no longer admitted',
      admitting({ dublin: { podCidrs: [old] } }),
    ),
    follows(admitting({}), 'addresses that are admitted again', admitting({ dublin: { podCidrs: [old] }, london: { podCidrs: [old] } })),
    after(
      naming('a.example.test', 'b.example.test', 'c.example.test'),
      fails('two names that are gone at once', naming('c.example.test'), 'demo', 'a.example.test and b.example.test'),
    ),
    follows(naming('a.example.test', 'b.example.test'), 'a name that is no longer published', naming('b.example.test')),
    limit(follows(recorded, 'a member that joins', ledger(joining))),
    follows(recorded, 'a member that leaves', ledger({ ...three, 'demo-20': member('london', 'leaving') })),
    follows(recorded, 'a member that is lost', ledger({ ...three, 'demo-20': member('london', 'lost') })),
    follows(
      ledger({ ...three, 'demo-20': member('london', 'lost') }),
      'a lost member that joins again',
      ledger({ ...three, 'demo-20': member('london', 'joining', 2) }),
    ),
    follows(ledger(joining), 'a step that is confirmed', ledger({ ...three, 'demo-1': member('frankfurt') })),
    follows(
      ledger(joining),
      'a step that is confirmed together with the next',
      ledger({ ...three, 'demo-1': member('frankfurt'), 'demo-20': member('london', 'leaving') }),
    ),
    follows(ledger(joining), 'a step that is taken back', ledger({ ...three, 'demo-1': member('frankfurt', 'leaving') })),
    follows(
      ledger(three, { 'demo-1': 1 }),
      'a member that comes again, on a new volume',
      ledger({ ...three, 'demo-1': member('frankfurt', 'joining', 2) }, { 'demo-1': 1 }),
    ),
    passes('a first output', recorded),
  ],
  'state/ledger': [
    fails('a group that there is not', demo([1, 1, 1], formed({ other: group(three) })), 'demo', 'no such group', 'there are demo'),
    fails(
      'a group that has not formed',
      demo([1, 1, 1], formed({ demo: group(three) }, { bootstrapped: false })),
      'demo',
      'has not formed',
    ),
    fails('two members in change', ledger({ ...joining, 'demo-20': member('london', 'leaving') }), 'demo', 'demo-1 and demo-20', 'at once'),
    fails(
      'members of a cluster that is not in the fleet',
      plan(fleetOf([frankfurt, dublin]), {
        demo: system(spread([frankfurt, dublin], [2, 1]), { state: formed({ demo: group(three) }) }),
      }),
      'demo',
      'london has 1 of its 3 votes',
      'not in the fleet',
    ),
    fails('a gap between ordinals', ledger({ ...three, 'demo-2': member('frankfurt') }), 'demo', 'demo-0, demo-2', 'demo-0, demo-1'),
    fails('a member without an image', demo([1, 1, 1], formed({ demo: { ...group(three), images: {} } })), 'demo', 'no image'),
    fails('no voter', ledger({ 'demo-0': member('frankfurt', 'lost') }), 'demo', 'no voter'),
    fails(
      'TLS without certificates',
      secured({ frankfurt: 'on', dublin: 'on', london: 'on' }),
      'demo',
      'TLS in frankfurt',
      "no 'certificates'",
    ),
    fails(
      'a cluster that reaches no other one',
      secured({ frankfurt: 'on', dublin: 'off', london: 'outgoing' }, { issuer: 'a', issuerKind: 'Issuer' }),
      'demo',
      'listen with TLS in frankfurt',
      'dublin',
    ),
    fails(
      'an authority whose certificate is not there',
      secured({ frankfurt: 'on', dublin: 'on', london: 'on' }, { issuer: 'a', issuerKind: 'Issuer' }, ['0123456789ab']),
      'demo',
      'in london trust authority 0123456789ab',
    ),
    fails(
      'an authority under another fingerprint',
      secured(
        { frankfurt: 'on', dublin: 'on', london: 'on' },
        { issuer: 'a', issuerKind: 'Issuer', authorities: { '0123456789ab': oldAuthority } },
        ['0123456789ab'],
      ),
      'demo',
      'at 0123456789ab is that of',
    ),
    limit(
      passes(
        'a group on its way to TLS',
        secured({ frankfurt: 'on', dublin: 'outgoing', london: 'on' }, { issuer: 'a', issuerKind: 'Issuer' }),
      ),
    ),
    passes('a gap between ordinals in a cluster that is gone for ever', withoutLondon({ ...three, 'demo-22': member('london') })),
    limit(passes('one member in change', ledger(joining))),
    passes(
      'a cluster that the topology has given up',
      plan(base, { demo: system(spread([frankfurt, dublin], [2, 1]), { state: formed({ demo: group(three) }) }) }),
    ),
  ],
};
