import { Duration } from 'cdk8s';
import {
  Access,
  type Cluster,
  Exposure,
  type Fleet,
  type LedgerMember,
  OperatingState,
  PeerTls,
  RaftEngine,
  Seat,
  Standby,
  Topology,
} from '../../lib';
import type { ClusterFacts } from '../../lib/domain/cluster';
import type { RaftSystem } from '../../lib/domain/raft-system';
import type { FleetPlan } from '../../lib/plan/model/system-plan';
import { newAuthority } from '../authorities';
import { group, formed as ledgerOf, member } from '../change/ledgers';
import { cluster, fleet, fleetOf, generic, plan, spread, system } from '../fixtures';
import { after, before, type Case, fails, limit, passes, warns } from './plan-case';

const base = fleet(3);
const [frankfurt, dublin, london] = base.clusters as readonly [Cluster, Cluster, Cluster];
const state = (given: Partial<OperatingState>): { readonly state: OperatingState } => ({
  state: { ...OperatingState.initial(), ...given },
});
const formed = state({ bootstrapped: true });
const three = spread([frankfurt, dublin, london], [2, 2, 1]);

const demo = (more: Partial<RaftSystem> = {}, where: Fleet = base, topology: Topology = three): FleetPlan =>
  plan(where, { demo: system(topology, { ...formed, ...more }) });
const changed = (facts: Partial<ClusterFacts>, more: Partial<RaftSystem> = {}): FleetPlan =>
  demo(more, fleetOf([cluster(0, facts), dublin, london]), spread([cluster(0, facts), dublin, london], [2, 2, 1]));
const standing = (standby: Standby, more: Partial<OperatingState> = { formed: ['dublin'] }): FleetPlan =>
  demo(
    state({ bootstrapped: true, ...more }),
    base,
    Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [standby] }),
  );
/** Hot in dublin, where no member of the stretched group is left. */
const moved = (more: Partial<RaftSystem>): FleetPlan => {
  const members = Object.fromEntries([0, 1, 2].map(at => [`demo-${at}`, { cluster: 'frankfurt', role: 'voter', volume: 1 } as const]));
  const group = { members, left: { 'demo-10': 1, 'demo-11': 1 }, images: { frankfurt: system(three).engine.image } };
  const topology = Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: 3 }),
    standbys: [Standby.hot(dublin, { voters: 3 })],
  });
  return demo({ ...state({ bootstrapped: true, groups: { demo: group } }), ...more }, base, topology);
};
const image = (version: string): Partial<RaftSystem> => ({ engine: RaftEngine.etcd({ image: `quay.io/coreos/etcd:${version}` }) });
const tls = (issuer: string): Partial<RaftSystem> => ({ peerTls: PeerTls.certManager({ issuer }) });
const store = (props: { readonly raftPort?: number; readonly clientPort?: number; readonly dataPath?: string }): Partial<RaftSystem> => ({
  engine: RaftEngine.generic({
    ...{ name: 'demo', image: 'registry.example.test/demo:1.0.0', raftPort: 8090, clientPort: 8080, dataPath: '/var/lib/demo' },
    shutdown: { grace: Duration.seconds(30) },
    ...props,
  }),
});
/** Recorded with what its members run, of which these certificates are, and with jobs that change the membership. */
function inSteps(issuer?: string): Partial<RaftSystem> & { readonly state: OperatingState } {
  const template = { digest: '0123456789ab', heartbeatMillis: 100, electionMillis: 1000, ...(issuer ? { peerTls: 'on' as const } : {}) };
  const names = [frankfurt, dublin, london].map(({ name }) => name);
  const members = {
    'demo-0': member('frankfurt'),
    'demo-1': member('frankfurt'),
    'demo-10': member('dublin'),
    'demo-11': member('dublin'),
  };
  const recorded = {
    ...group({ ...members, 'demo-20': member('london') }),
    templates: Object.fromEntries(names.map(name => [name, template])),
    ...(issuer ? { certificates: { issuer, issuerKind: 'ClusterIssuer' as const } } : {}),
  };
  return { ...image('v3.6.5'), operations: { image: 'registry.example.test/node:22.0.0' }, state: ledgerOf({ demo: recorded }) };
}
const unformed = state({});
/** A formed system whose ledger has this pod range of frankfurt. */
const admits = (cidr: string) => state({ bootstrapped: true, networks: { frankfurt: { podCidrs: [cidr] } } });
/** A formed system whose members in a cluster may be replaced. */
const rolls = (place: string): Partial<OperatingState> => ({ bootstrapped: true, thawed: [place] });
const sites = (facts: (index: number) => Partial<ClusterFacts>): readonly Cluster[] => [0, 1, 2].map(index => cluster(index, facts(index)));
const oneRegion = sites(index => (index === 0 ? {} : { region: 'islands' }));
const apart = sites(index => ({ region: 'islands', zones: [`zone-${index}`] }));
const two = (one: Partial<OperatingState>, other: Partial<OperatingState>, clusters: readonly Cluster[] = base.clusters): FleetPlan =>
  plan(fleetOf(clusters), {
    demo: system(spread(clusters, [2, 2, 1]), state(one)),
    other: system(spread(clusters, [2, 2, 1]), state(other)),
  });
/** Recorded, with jobs that change the membership. */
const recorded = (over: Partial<OperatingState>): Partial<RaftSystem> => ({
  ...image('v3.6.5'),
  operations: { image: 'registry.example.test/node:22.0.0' },
  state: ledgerOf({ demo: group(five) }, over),
});
const five = {
  'demo-0': member('frankfurt'),
  'demo-1': member('frankfurt'),
  'demo-10': member('dublin'),
  'demo-11': member('dublin'),
  'demo-20': member('london'),
};

const pair = { 'demo-0': member('frankfurt'), 'demo-1': member('frankfurt') };
const lost = cluster(2, { lost: true });

const throughLost = Access.loadBalancer({
  sites: [{ cluster: frankfurt }, { cluster: lost }],
  image: 'docker.io/library/haproxy:3.0.12',
  protocol: 'tcp',
  exposure: Exposure.podAddresses(),
  checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 3, rise: 2 },
});

/** Recorded, where the third cluster is gone for ever. */
const lostLondon = (
  votes: readonly number[],
  members: Readonly<Record<string, LedgerMember>> = five,
  more: Partial<RaftSystem> = {},
): FleetPlan =>
  demo(
    { ...recorded({}), state: ledgerOf({ demo: group(members) }), ...more },
    fleetOf([frankfurt, dublin, lost]),
    spread([frankfurt, dublin, lost], votes),
  );

/** Cases of the rules about changes of groups that have formed. */
export const changeCases: Readonly<Record<string, readonly Case[]>> = {
  'change/engine': [
    after(demo(), fails('another engine on the same volumes', demo({ engine: generic }), 'demo', 'was etcd', 'is demo', 'cannot read')),
    limit(passes('another engine before the group has formed', demo({ engine: generic, ...unformed }), before(demo(unformed)))),
    passes('a first output', demo()),
  ],
  'change/peer-port': [
    after(demo(store({})), fails('another port of peers', demo(store({ raftPort: 9090 })), 'demo', 'was 8090', 'is 9090')),
    limit(passes('another port of clients', demo(store({ clientPort: 9080 })), before(demo(store({}))))),
    passes(
      'another port before the group has formed',
      demo({ ...store({ raftPort: 9090 }), ...unformed }),
      before(demo({ ...store({}), ...unformed })),
    ),
  ],
  'change/data-path': [
    after(demo(store({})), fails('another folder', demo(store({ dataPath: '/data' })), 'demo', 'was /var/lib/demo', 'is /data')),
    limit(
      passes(
        'another folder before the group has formed',
        demo({ ...store({ dataPath: '/data' }), ...unformed }),
        before(demo({ ...store({}), ...unformed })),
      ),
    ),
    passes('the same folder', demo(store({})), before(demo(store({})))),
  ],
  'change/fleet-name': [
    after(
      demo(),
      fails('a fleet that is renamed', demo({}, fleet(3, { name: 'other' })), 'fleet', 'was test', 'is other', 'owns its records'),
    ),
    limit(passes('a fleet that is renamed before a group has formed', demo(unformed, fleet(3, { name: 'other' })), before(demo(unformed)))),
    passes('a first output', demo()),
  ],
  'change/peer-tls': [
    after(demo(), fails('TLS switched on', demo(tls('a')), 'demo', 'was plain', 'is TLS by a', 'nobody connects')),
    after(demo(tls('a')), fails('TLS switched off', demo(), 'demo', 'was TLS by a', 'is plain')),
    after(demo(tls('a')), warns('another issuer', demo(tls('b')), 'demo', 'TLS by a', 'TLS by b', 'refuse')),
    limit(passes('TLS switched on before the group has formed', demo({ ...tls('a'), ...unformed }), before(demo(unformed)))),
    passes('the same issuer', demo(tls('a')), before(demo(tls('a')))),
    passes('TLS switched on where steps lead there', demo({ ...tls('a'), ...inSteps() }), before(demo(inSteps()))),
    after(
      demo(inSteps()),
      fails('TLS switched on where nobody tells the group', demo({ ...tls('a'), state: inSteps().state }), 'demo', 'is TLS by a'),
    ),
    after(
      demo({ ...tls('a'), ...inSteps('a') }),
      fails('another issuer where it is not said whom members trust', demo({ ...tls('b'), ...inSteps('a') }), 'demo', 'TLS by b', 'refuse'),
    ),
    after(
      demo({ ...tls('a'), ...inSteps('a') }),
      fails(
        'TLS taken out of the ledger by hand',
        demo({ ...tls('a'), ...inSteps() }),
        'demo',
        'was on in frankfurt, dublin, london',
        'off in the ledger',
      ),
    ),
    limit(
      passes(
        'another issuer where it is',
        demo({ peerTls: PeerTls.certManager({ issuer: 'b', authorities: [newAuthority] }), ...inSteps('a') }),
        before(demo({ ...tls('a'), ...inSteps('a') })),
      ),
    ),
  ],
  'change/pod-addresses': [
    after(
      changed({}),
      fails(
        'ranges that are exchanged',
        changed({ podCidrs: ['10.99.0.0/18'] }),
        'frankfurt',
        'was 10.0.0.0/18',
        'is 10.99.0.0/18',
        'cut off',
      ),
    ),
    after(
      changed({ podCidrs: ['10.0.0.0/18', '10.99.0.0/18'] }),
      warns('a range that goes', changed({ podCidrs: ['10.99.0.0/18'] }), 'frankfurt', 'is 10.99.0.0/18 now'),
    ),
    limit(passes('a range that comes', changed({ podCidrs: ['10.0.0.0/18', '10.99.0.0/18'] }), before(changed({})))),
    passes(
      'ranges that are exchanged while the ledger has the old ones',
      changed({ podCidrs: ['10.99.0.0/18'] }, admits('10.0.0.0/18')),
      before(changed({}, admits('10.0.0.0/18'))),
    ),
    passes(
      'old ranges that a step no longer admits',
      changed({ podCidrs: ['10.99.0.0/18'] }, admits('10.99.0.0/18')),
      before(changed({ podCidrs: ['10.99.0.0/18'] }, admits('10.0.0.0/18'))),
    ),
    after(
      changed({}, admits('10.0.0.0/18')),
      fails(
        'ranges that are exchanged in the commit in which the ledger loses them',
        changed({ podCidrs: ['10.99.0.0/18'] }, admits('10.99.0.0/18')),
        'frankfurt',
        'was 10.0.0.0/18',
      ),
    ),
    after(
      changed({}, admits('10.77.0.0/18')),
      fails(
        'ranges that the ledger does not have',
        changed({ podCidrs: ['10.99.0.0/18'] }, admits('10.77.0.0/18')),
        'frankfurt',
        'cut off',
      ),
    ),
    passes(
      'ranges that are exchanged before a group has formed',
      changed({ podCidrs: ['10.99.0.0/18'] }, unformed),
      before(changed({}, unformed)),
    ),
  ],
  'change/cluster-domain': [
    after(
      changed({}),
      fails('another domain', changed({ clusterDomain: 'other.local' }), 'frankfurt', 'was cluster.local', 'is other.local'),
    ),
    limit(
      passes(
        'another domain before a group has formed',
        changed({ clusterDomain: 'other.local' }, unformed),
        before(changed({}, unformed)),
      ),
    ),
    passes('the same domain', changed({}), before(changed({}))),
  ],
  'change/image': [
    after(demo(image('v3.6.5')), fails('an older minor version', demo(image('v3.5.32')), 'demo', 'v3.6.5', 'v3.5.32', 'cannot read')),
    after(demo(image('v3.5.32')), fails('two minor versions more', demo(image('v3.7.0')), 'demo', 'v3.5.32', 'v3.7.0')),
    after(
      demo(image('v3.6.10')),
      fails('a version from which the next one fails', demo(image('v3.7.0')), 'demo', 'v3.6.10', 'known to fail'),
    ),
    limit(passes('the first version from which the next one works', demo(image('v3.7.0')), before(demo(image('v3.6.11'))))),
    passes('an older patch', demo(image('v3.6.4')), before(demo(image('v3.6.5')))),
    passes(
      'an older version before the group has formed',
      demo({ ...image('v3.5.9'), ...unformed }),
      before(demo({ ...image('v3.6.5'), ...unformed })),
    ),
  ],
  'change/standby': [
    after(
      standing(Standby.hot(dublin, { voters: 3 })),
      fails('a hot standby made cold', standing(Standby.cold(dublin, { voters: 3 })), 'demo/dublin', 'was hot', 'is cold'),
    ),
    after(
      standing(Standby.hot(dublin, { voters: 3 })),
      fails(
        'a hot standby made voting',
        standing(Standby.voting(dublin, { voters: 2 })),
        'demo/dublin',
        'was hot',
        'is voting',
        'another group',
      ),
    ),
    after(
      standing(Standby.voting(dublin, { voters: 2 })),
      fails('a voting standby made hot', standing(Standby.hot(dublin, { voters: 3 })), 'demo/dublin', 'was voting', 'is hot'),
    ),
    limit(
      passes(
        'a voting standby made hot, whose members steps have taken out of the group',
        moved({ operations: { image: 'node:22.11.0' } }),
        before(standing(Standby.voting(dublin, { voters: 2 }))),
      ),
    ),
    after(
      standing(Standby.voting(dublin, { voters: 2 })),
      fails('a voting standby made hot, on volumes that nothing guards', moved({}), 'demo/dublin', 'was voting', 'is hot'),
    ),
    limit(
      passes(
        'a hot standby that serves',
        standing(Standby.hot(dublin, { voters: 3 }), { formed: ['dublin'], active: 'dublin', epoch: 2 }),
        before(standing(Standby.hot(dublin, { voters: 3 }))),
      ),
    ),
    passes(
      'a hot standby that has not formed',
      standing(Standby.cold(dublin, { voters: 3 }), {}),
      before(standing(Standby.hot(dublin, { voters: 3 }), {})),
    ),
    passes(
      'a witness that may serve',
      standing(Standby.voting(dublin, { voters: 2 })),
      before(standing(Standby.witness(dublin, { voters: 2 }))),
    ),
  ],
  'change/drain': [
    after(
      demo(state({ bootstrapped: true, drained: ['dublin'] })),
      warns(
        'a drain that moves on',
        demo(state({ bootstrapped: true, drained: ['frankfurt'] })),
        'demo',
        'was dublin',
        'is frankfurt',
        'evicted',
      ),
    ),
    after(demo(state({ bootstrapped: true, drained: ['dublin'] })), warns('a drain that ends', demo(), 'demo', 'was dublin', 'is none')),
    after(
      demo(recorded({ drained: ['dublin'] })),
      warns('a drain that moves on, although a job asks', demo(recorded({ drained: ['frankfurt'] })), 'demo', 'is frankfurt'),
    ),
    limit(passes('a drain that begins', demo(state({ bootstrapped: true, drained: ['dublin'] })), before(demo()))),
    passes(
      'a drain that moves before the group has formed',
      demo(state({ drained: ['frankfurt'] })),
      before(demo(state({ drained: ['dublin'] }))),
    ),
  ],
  'state/rollouts': [
    fails('two systems in one cluster', two(rolls('dublin'), rolls('dublin')), 'other', 'in dublin', 'demo and for other'),
    fails(
      'two systems in one zone of two clusters',
      two(rolls('dublin'), rolls('london'), oneRegion),
      'other',
      'zone a of dublin and london',
    ),
    limit(passes('two systems in zones of one name in two regions', two(rolls('dublin'), rolls('london')))),
    limit(passes('two systems in different zones of one region', two(rolls('dublin'), rolls('london'), apart))),
    passes('one after the other', two(rolls('dublin'), { bootstrapped: true })),
    passes('one beside a group that has not formed', two(rolls('dublin'), { thawed: ['dublin'] })),
  ],
  'fleet/lost-cluster': [
    fails('a topology that counts on it', lostLondon([2, 2, 1]), 'demo', 'members in london', 'is lost'),
    fails(
      'a group without a quorum',
      lostLondon([2], { 'demo-0': member('frankfurt'), 'demo-20': member('london') }),
      'demo',
      '1 of its 2',
    ),
    fails('load balancers that run there', lostLondon([2, 2], five, { access: throughLost }), 'demo', 'clients are led through london'),
    passes('members that steps remove', lostLondon([2, 2])),
    limit(passes('a group that has just a quorum', lostLondon([2], { ...pair, 'demo-20': member('london') }))),
  ],
  'change/orphaned-records': [
    after(demo(recorded({})), warns('a cluster that is lost', lostLondon([2, 2]), 'demo/london', '*.london.demo', 'london is lost')),
    passes('a cluster that was lost before', lostLondon([2, 2]), before(lostLondon([2, 2]))),
    passes('a first output', lostLondon([2, 2])),
    limit(passes('a cluster that leaves alive', demo(recorded({}), base, spread([frankfurt, dublin], [2, 3])), before(demo(recorded({}))))),
  ],
  'state/drain': [
    fails('two clusters at once', demo(state({ bootstrapped: true, drained: ['dublin', 'london'] })), 'demo', 'dublin and london'),
    fails('a rollout elsewhere', demo(state({ bootstrapped: true, drained: ['dublin'], thawed: ['london'] })), 'demo', 'dublin', 'london'),
    limit(passes('a rollout in the same cluster', demo(state({ bootstrapped: true, drained: ['dublin'], thawed: ['dublin'] })))),
    passes('two clusters before the group has formed', demo(state({ drained: ['dublin', 'london'] }))),
  ],
};
