import { Duration, Size } from 'cdk8s';
import type { ChangeKind } from '../../lib/change/catalogue';
import { compareOutputs } from '../../lib/change/compare-outputs';
import type { RaftSystem } from '../../lib/domain/raft-system';
import { cluster, dns, etcd, fleet, fleetOf, generic, plan, route53, spread, system } from '../fixtures';
import { Access, Exposure, type Fleet, Network, OperatingState, PeerTls, Seat, Standby, Survive, Topology, Traffic } from '../nouns';
import { formed, group, member } from './ledgers';
import { plannedOutput } from './pairs';

const clusters = [0, 1, 2, 3].map(index => cluster(index));
const state = (given: Partial<OperatingState>): OperatingState => ({ ...OperatingState.initial(), ...given });
const ran = state({ bootstrapped: true });
const three = spread(clusters, [2, 2, 1]);

/** Kinds and verdicts of what changes for one system, in a word each. */
function between(
  [before, one = {}]: readonly [Topology, Partial<RaftSystem>?],
  [after, other = {}]: readonly [Topology, Partial<RaftSystem>?],
  [old, now = old]: readonly [Fleet, Fleet?] = [fleet(4)],
): readonly string[] {
  const output = (where: Fleet, topology: Topology, more: Partial<RaftSystem>) =>
    plannedOutput(plan(where, { demo: system(topology, { state: ran, ...more }) }));
  return compareOutputs(output(old, before, one), output(now, after, other)).map(({ kind, verdict }) => `${verdict} ${kind}`);
}

const standby = (...standbys: readonly Standby[]): Topology =>
  Topology.activeStandby({ active: Seat.of(clusters[0] as never, { voters: 3 }), standbys });
const [, dublin, london, paris] = clusters as [never, (typeof clusters)[number], (typeof clusters)[number], (typeof clusters)[number]];

/** Recorded, with jobs that change the membership. */
const withJobs = (over: Partial<OperatingState>): Partial<RaftSystem> => ({
  engine: etcd,
  operations: { image: 'registry.example.test/node:22.0.0' },
  state: formed({ demo: group(fiveMembers) }, over),
});
const fiveMembers = {
  'demo-0': member('frankfurt'),
  'demo-1': member('frankfurt'),
  'demo-10': member('dublin'),
  'demo-11': member('dublin'),
  'demo-20': member('london'),
};

const template = { digest: '0123456789ab', heartbeatMillis: 100, electionMillis: 1000 };
/** The same, and it is known what the members run. */
const withTemplates = withJobs({
  groups: { demo: { ...group(fiveMembers), templates: { frankfurt: template, dublin: template, london: template } } },
});

/** What a change of a program comes to, as far as it is not safe. */
const cases: readonly (readonly [string, readonly string[], readonly ChangeKind[], ...string[]])[] = [
  ['five votes to three', between([three], [spread(clusters, [1, 1, 1])]), ['votes.several-fewer'], 'in-steps'],
  ['five votes to seven', between([three], [spread(clusters, [3, 3, 1])]), ['votes.several-more'], 'in-steps'],
  ['one vote to another cluster', between([three], [spread(clusters, [2, 1, 2])]), ['votes.moved'], 'in-steps'],
  ['a cluster more with votes', between([three], [spread(clusters, [2, 2, 1, 2])]), ['votes.several-more'], 'in-steps'],
  [
    'a witness elsewhere',
    between(
      [standby(Standby.voting(dublin, { voters: 1 }), Standby.witness(london, { voters: 1 }))],
      [standby(Standby.voting(dublin, { voters: 1 }), Standby.witness(paris, { voters: 1 }))],
    ),
    ['votes.moved', 'system.cluster-leaves'],
    'in-steps',
  ],
  [
    'a hot standby made voting',
    between(
      [standby(Standby.hot(dublin, { voters: 3 })), { state: state({ bootstrapped: true, formed: ['dublin'] }) }],
      [standby(Standby.voting(dublin, { voters: 3 })), { state: state({ bootstrapped: true, formed: ['dublin'] }) }],
    ),
    ['roles.group-kind'],
    'never',
  ],
  [
    'a hot standby made cold',
    between(
      [standby(Standby.hot(dublin, { voters: 3 })), { state: state({ bootstrapped: true, formed: ['dublin'] }) }],
      [standby(Standby.cold(dublin, { voters: 3 })), { state: state({ bootstrapped: true, formed: ['dublin'] }) }],
    ),
    ['roles.standby-kind'],
    'never',
  ],
  [
    'a learner made voting',
    between(
      [standby(Standby.learner(dublin, { learners: 1 })), { state: state({ bootstrapped: true, formed: ['dublin'] }) }],
      [standby(Standby.voting(dublin, { voters: 2 })), { state: state({ bootstrapped: true, formed: ['dublin'] }) }],
    ),
    ['roles.learner'],
    'in-steps',
  ],
  [
    'a voting standby that serves',
    between(
      [standby(Standby.voting(dublin, { voters: 2 }))],
      [standby(Standby.voting(dublin, { voters: 2 })), { state: state({ bootstrapped: true, epoch: 2, active: 'dublin' }) }],
    ),
    ['roles.switchover'],
    'safe',
  ],
  [
    'a hot standby that serves',
    between(
      [standby(Standby.hot(dublin, { voters: 3 }))],
      [standby(Standby.hot(dublin, { voters: 3 })), { state: state({ bootstrapped: true, epoch: 2, active: 'dublin' }) }],
    ),
    ['roles.promotion'],
    'needs-somebody',
  ],
  ['TLS of peers', between([three], [three, { peerTls: PeerTls.certManager({ issuer: 'a' }) }]), ['tls.on'], 'never'],
  ['no TLS of peers', between([three, { peerTls: PeerTls.certManager({ issuer: 'a' }) }], [three]), ['tls.off'], 'never'],
  [
    'TLS of peers whose members are recorded',
    between([three, withTemplates], [three, { ...withTemplates, peerTls: PeerTls.certManager({ issuer: 'a' }) }]),
    ['tls.in-steps'],
    'in-steps',
  ],
  [
    'another issuer, where it is not said whom members trust',
    between([three, { peerTls: PeerTls.certManager({ issuer: 'a' }) }], [three, { peerTls: PeerTls.certManager({ issuer: 'b' }) }]),
    ['tls.issuer'],
    'never',
  ],
  ['another engine', between([three], [three, { engine: generic }]), ['engine.other'], 'never'],
  ['larger volumes', between([three], [three, { storage: Size.gibibytes(9) }]), ['storage.grown'], 'needs-somebody'],
  ['smaller volumes', between([three], [three, { storage: Size.gibibytes(7) }]), ['storage.shrunk'], 'never'],
  ['another namespace', between([three], [three, { namespace: 'other' }]), ['system.namespace'], 'never'],
  [
    'an image of a patch more',
    between([three], [three, { engine: { ...etcd, image: 'quay.io/coreos/etcd:v3.6.6' } }]),
    ['engine.patch'],
    'in-steps',
  ],
  [
    'pod ranges that move',
    between([three], [three], [fleet(4), fleetOf([cluster(0, { podCidrs: ['10.99.0.0/16'] }), ...clusters.slice(1)])]),
    ['cluster.pod-addresses-moved'],
    'never',
  ],
  [
    'pod ranges that grow',
    between([three], [three], [fleet(4), fleetOf([cluster(0, { podCidrs: ['10.0.0.0/18', '10.99.0.0/16'] }), ...clusters.slice(1)])]),
    ['cluster.pod-addresses-more'],
    'safe',
  ],
  [
    'pod ranges that shrink',
    between([three], [three], [fleetOf([cluster(0, { podCidrs: ['10.0.0.0/18', '10.99.0.0/16'] }), ...clusters.slice(1)]), fleet(4)]),
    ['cluster.pod-addresses-fewer'],
    'needs-somebody',
  ],
  [
    'pod ranges that are written otherwise',
    between([three], [three], [fleet(4), fleetOf([cluster(0, { podCidrs: ['10.0.0.0/19', '10.0.32.0/19'] }), ...clusters.slice(1)])]),
    ['cluster.pod-addresses-more'],
    'safe',
  ],
  [
    'another cluster domain',
    between([three], [three], [fleet(4), fleetOf([cluster(0, { clusterDomain: 'other.local' }), ...clusters.slice(1)])]),
    ['cluster.cluster-domain'],
    'never',
  ],
  [
    'another cluster domain where nothing runs',
    between([three], [three], [fleet(4), fleetOf([...clusters.slice(0, 3), cluster(3, { clusterDomain: 'other.local' })])]),
    ['cluster.cluster-domain'],
    'safe',
  ],
  [
    'a Kubernetes version more',
    between([three], [three], [fleet(4), fleetOf([cluster(0, { kubernetes: '1.35' }), ...clusters.slice(1)])]),
    ['cluster.kubernetes-up'],
    'safe',
  ],
  [
    'two Kubernetes versions more',
    between([three], [three], [fleet(4), fleetOf([cluster(0, { kubernetes: '1.36' }), ...clusters.slice(1)])]),
    ['cluster.kubernetes-skips'],
    'in-steps',
  ],
  [
    'a Kubernetes version less',
    between([three], [three], [fleet(4), fleetOf([cluster(0, { kubernetes: '1.33' }), ...clusters.slice(1)])]),
    ['cluster.kubernetes-down'],
    'never',
  ],
  [
    'a zone more',
    between([three], [three], [fleet(4), fleetOf([cluster(0, { zones: ['a', 'b', 'c', 'd'] }), ...clusters.slice(1)])]),
    ['cluster.zones-more'],
    'in-steps',
  ],
  [
    'a zone less',
    between([three], [three], [fleet(4), fleetOf([cluster(0, { zones: ['a', 'b'] }), ...clusters.slice(1)])]),
    ['cluster.zones-fewer'],
    'needs-somebody',
  ],
  [
    'another storage class',
    between([three], [three], [fleet(4), fleetOf([cluster(0, { storageClass: 'fast' }), ...clusters.slice(1)])]),
    ['cluster.storage-class'],
    'in-steps',
  ],
  ['a cluster without members that leaves', between([three], [three], [fleet(4), fleet(3)]), ['cluster.left'], 'needs-somebody'],
  [
    'the fleet called otherwise',
    between([three], [three], [fleet(4), fleet(4, { name: 'other' })]),
    ['fleet.name', 'bootstrap.token'],
    'never',
  ],
  [
    'another zone of names',
    between([three], [three], [fleet(4), fleet(4, { dns: dns({ zone: 'example.org' }) })]),
    ['fleet.zone', 'members.name'],
    'never',
  ],
  [
    'another provider',
    between([three], [three], [fleet(4), fleet(4, { dns: dns({ provider: route53 }) })]),
    ['fleet.dns-provider'],
    'needs-somebody',
  ],
  [
    'another stride',
    between([three], [three], [fleet(4), fleet(4, { ordinalStride: 20 })]),
    ['fleet.ordinal-stride', 'members.ordinals'],
    'never',
  ],
  ['a drain', between([three], [three, { state: state({ bootstrapped: true, drained: ['dublin'] }) }]), ['state.drained'], 'safe'],
  [
    'a drain that moves',
    between(
      [three, { state: state({ bootstrapped: true, drained: ['dublin'] }) }],
      [three, { state: state({ bootstrapped: true, drained: ['frankfurt'] }) }],
    ),
    ['state.drained-moved'],
    'needs-somebody',
  ],
  [
    'a drain that moves, although a job asks whether anybody is missing',
    between([three, withJobs({ drained: ['dublin'] })], [three, withJobs({ drained: ['frankfurt'] })]),
    ['state.drained-moved'],
    'needs-somebody',
  ],
  [
    'a drain of two',
    between([three], [three, { state: state({ bootstrapped: true, drained: ['dublin', 'london'] }) }]),
    ['state.drained-several'],
    'never',
  ],
  [
    'a drain beside a rollout',
    between([three], [three, { state: state({ bootstrapped: true, drained: ['dublin'], thawed: ['london'] }) }]),
    ['state.drained-and-thawed'],
    'never',
  ],
  [
    'a drain of the cluster that is rolled out',
    between([three], [three, { state: state({ bootstrapped: true, drained: ['dublin'], thawed: ['dublin'] }) }]),
    ['state.thawed', 'state.drained'],
    'safe',
  ],
  ['a group that is said to have formed', between([three, { state: state({}) }], [three]), ['state.bootstrapped'], 'needs-somebody'],
  ['a group that is said not to have formed', between([three], [three, { state: state({}) }]), ['state.bootstrapped-back'], 'never'],
  [
    'a promise that is not kept',
    between([three], [three, { objectives: { survive: Survive.anyOneCluster(), rto: Duration.seconds(1) } }]),
    ['objective.missed'],
    'needs-somebody',
  ],
  [
    'a promise that is kept',
    between([three], [three, { objectives: { survive: Survive.anyOneCluster() } }]),
    ['objective.changed'],
    'safe',
  ],
];

describe('a change of a program whose group has formed', () => {
  it.each(cases)('is judged: %s', (_, found, kinds, ...verdicts) => {
    for (const kind of kinds) expect(found).toContain(`${verdicts[0]} ${kind}`);
  });

  it('is nothing where nothing changes', () => {
    expect(between([three], [three])).toEqual([]);
  });

  it('is safe before the group has formed, with few exceptions', () => {
    const unformed = { state: OperatingState.initial() };
    const old = [three, unformed] as const;
    expect(between(old, [spread(clusters, [3, 3, 1]), unformed]).filter(each => !each.startsWith('safe'))).toEqual([]);
    expect(between(old, [three, { ...unformed, engine: generic }]).filter(each => !each.startsWith('safe'))).toEqual([]);
    expect(
      between(old, [three, { ...unformed, peerTls: PeerTls.certManager({ issuer: 'a' }) }]).filter(each => !each.startsWith('safe')),
    ).toEqual([]);
  });
});

describe('records', () => {
  const named = (ttl: number, host = 'demo.example.test'): Partial<RaftSystem> => ({
    access: Access.dns({ host, ttl: Duration.seconds(ttl), exposure: Exposure.ingress() }),
  });
  const moving = standby(Standby.voting(dublin, { voters: 2 }));

  it('are kept for longer or shorter', () => {
    expect(between([moving, named(30)], [moving, named(60)])).toContain('safe record.ttl-higher');
    expect(between([moving, named(60)], [moving, named(30)])).toContain('safe record.ttl-lower');
  });

  it('stay behind where clusters share them', () => {
    const found = between([moving, named(30)], [moving, named(30, 'other.example.test')]);
    expect(found).toContain('needs-somebody record.stays-behind');
    expect(found).toContain('needs-somebody access.host');
    expect(found).toContain('safe record.appears');
  });

  it('say where clients are led', () => {
    const active = { ...named(30), state: state({ bootstrapped: true, epoch: 2, active: 'dublin' }) };
    expect(between([moving, named(30)], [moving, active])).toContain('safe record.content');
  });
});

describe('systems', () => {
  const of = (systems: Readonly<Record<string, RaftSystem>>) => plannedOutput(plan(fleet(3), systems));
  const one = system(three, { state: ran });

  it('that are renamed start empty', () => {
    const found = compareOutputs(of({ old: one }), of({ new: one })).map(
      ({ kind, verdict, place }) => `${verdict} ${kind} ${place.system}`,
    );
    expect(found).toEqual(['never system.renamed new', 'needs-somebody system.leaves old']);
  });

  it('come and go', () => {
    expect(compareOutputs(of({}), of({ new: one })).map(({ kind }) => kind)).toEqual(['system.joins']);
    expect(compareOutputs(of({ old: one }), of({})).map(({ kind }) => kind)).toEqual(['system.leaves']);
  });
});

it('changes of a network are said', () => {
  const other = { ...Network.flat(), name: 'other' };
  expect(between([three], [three], [fleet(4), fleet(4, { network: other })])).toContain('in-steps fleet.network');
});

it('clients that are shared out otherwise are no change of the group', () => {
  const found = between([three], [spread(clusters, [2, 2, 1], Traffic.latency())]);
  expect(found.filter(each => !each.startsWith('safe'))).toEqual([]);
});
