import { Duration } from 'cdk8s';
import { OperatingState, PeerDiscovery, PeerTls, RaftEngine, Seat, Standby, Survive, Topology, Traffic } from '../../lib';
import { oldAuthority } from '../authorities';
import { type Entry, entry } from './entry';
import { checkedBy, existing, image, one, type Program, seconds, program as store, three, together, two } from './world';

const at = 'demo.topology';
const of = (topology: Topology): Program => ({ system: { topology } });
const standing = (standby: Standby, voters = 3): Program => ({
  system: {
    topology: Topology.activeStandby({ active: Seat.of(one, { voters }), standbys: [standby] }),
    objectives: { survive: Survive.anyOneMember() },
  },
});
const standbyAt = `${at}.standbys[0]`;
const month = Duration.days(1);

const topologyEntries = {
  'Topology.activeActive': entry(Topology.activeActive, {
    args: [
      { seats: [Seat.of(one, { voters: 2 }), Seat.of(two, { voters: 2 }), Seat.of(three, { voters: 1 })], traffic: Traffic.roundRobin() },
    ],
    program: of,
    at,
  }),
  'Topology.activeStandby': entry(Topology.activeStandby, {
    args: [{ active: Seat.of(one, { voters: 2 }), standbys: [Standby.voting(two, { voters: 2 }), Standby.witness(three, { voters: 1 })] }],
    program: of,
    at,
  }),
  'Seat.of': entry(Seat.of, {
    args: [one, { voters: 3 }],
    names: ['cluster', ''],
    program: active => ({
      system: { topology: Topology.activeStandby({ active, standbys: [] }), objectives: { survive: Survive.anyOneMember() } },
    }),
    at: `${at}.active`,
  }),
  'Standby.voting': entry(Standby.voting, {
    args: [two, { voters: 2 }],
    names: ['cluster', ''],
    program: standby =>
      of(Topology.activeStandby({ active: Seat.of(one, { voters: 2 }), standbys: [standby, Standby.witness(three, { voters: 1 })] })),
    at: standbyAt,
  }),
  'Standby.witness': entry(Standby.witness, {
    args: [three, { voters: 1 }],
    names: ['cluster', ''],
    program: standby =>
      of(Topology.activeStandby({ active: Seat.of(one, { voters: 2 }), standbys: [standby, Standby.voting(two, { voters: 2 })] })),
    at: standbyAt,
  }),
  'Standby.learner': entry(Standby.learner, { args: [two, { learners: 1 }], names: ['cluster', ''], program: standing, at: standbyAt }),
  'Standby.hot': entry(Standby.hot, {
    args: [two, { voters: 3, lag: seconds(5) }],
    names: ['cluster', ''],
    optional: ['lag'],
    program: standing,
    at: standbyAt,
  }),
  'Standby.cold': entry(Standby.cold, {
    args: [two, { voters: 3, backup: { interval: Duration.hours(1), upload: Duration.minutes(5), restore: month } }],
    names: ['cluster', ''],
    optional: ['backup', 'backup.restore'],
    program: standing,
    at: standbyAt,
  }),
} as const;

const trafficAt = `${at}.traffic`;
const shared = (traffic: Traffic): Program => ({ system: { topology: together(traffic), access: checkedBy(existing()) } });

const trafficEntries = {
  'Traffic.ordered': entry(Traffic.ordered, { args: [[one, two, three]], names: ['clusters'], program: shared, at: trafficAt }),
  'Traffic.weighted': entry(Traffic.weighted, {
    args: [
      [
        [one, 3],
        [two, 2],
        [three, 1],
      ],
    ],
    names: ['shares'],
    program: shared,
    at: trafficAt,
  }),
  'Traffic.roundRobin': entry(Traffic.roundRobin, { args: [], program: shared, at: trafficAt }),
  'Traffic.latency': entry(Traffic.latency, { args: [], program: shared, at: trafficAt }),
  'Traffic.geo': entry(Traffic.geo, {
    args: [
      [
        [one, { kind: 'continent', code: 'EU' }],
        [two, { kind: 'country', code: 'IE' }],
        [three, { kind: 'default' }],
      ],
    ],
    names: ['locations'],
    program: shared,
    at: trafficAt,
  }),
  'Traffic.proximity': entry(Traffic.proximity, {
    args: [
      [
        [one, 10],
        [two, -10],
        [three, 0],
      ],
    ],
    names: ['biases'],
    program: shared,
    at: trafficAt,
  }),
} as const;

const engineEntries = {
  'RaftEngine.etcd': entry(RaftEngine.etcd, {
    args: [{ image: 'quay.io/coreos/etcd:v3.6.5', pullSecret: 'registry', quotaBytes: 1024 ** 3 }],
    optional: ['pullSecret', 'quotaBytes'],
    program: engine => ({ system: { engine } }),
    at: 'demo.engine',
  }),
  'RaftEngine.generic': entry(RaftEngine.generic, {
    args: [
      {
        name: 'store',
        image,
        pullSecret: 'registry',
        raftPort: 8090,
        raftPortName: 'peers',
        clientPort: 8080,
        dataPath: '/var/lib/store',
        args: ['--verbose'],
        env: [
          { name: 'MODE', value: 'on' },
          { name: 'NODE', field: 'spec.nodeName' },
          { name: 'KEY', secret: { name: 'store', key: 'key' } },
        ],
        variables: { peers: 'PEERS', expectedVoters: 'VOTERS', advertise: 'SELF' },
        liveness: { kind: 'http', path: '/live', port: 'client' },
        readiness: { handler: { kind: 'exec', command: ['/bin/ready'] }, needs: 'quorum' },
        shutdown: { grace: seconds(30), before: { kind: 'sleep', time: seconds(5) } },
        user: 10_002,
        timing: { heartbeatMillis: 100, electionMillis: 1000 },
        disruptiveServers: 'refused',
        mirror: ({ source, target }) => ({
          command: ['/bin/mirror'],
          args: [source.map(host => `${host}:8080`).join(','), `${target}:8080`],
        }),
        connectionString: ({ endpoints }) => endpoints.join(';'),
      },
    ],
    optional: [
      ...['pullSecret', 'raftPortName', 'clientPort', 'args', 'env', 'variables', 'variables.peers', 'variables.expectedVoters'],
      ...[
        'variables.advertise',
        'liveness',
        'readiness',
        'shutdown.before',
        'user',
        'timing',
        'disruptiveServers',
        'mirror',
        'connectionString',
      ],
    ],
    blank: ['args[0]', 'env[0].value', 'readiness.handler.command[0]'],
    program: engine => ({
      system: {
        engine,
        topology: Topology.activeStandby({ active: Seat.of(one, { voters: 3 }), standbys: [Standby.hot(two, { voters: 3 })] }),
        objectives: { survive: Survive.anyOneMember() },
      },
    }),
    bareProgram: engine => ({ system: { engine } }),
    at: 'demo.engine',
  }),
} as const;

const discovered = (discovery: PeerDiscovery): Program => ({ system: { discovery, engine: store } });
const secured = (peerTls: PeerTls): Program => ({ system: { peerTls } });
const promised = (survive: Survive): Program => ({ system: { objectives: { survive, rto: Duration.hours(1), rpo: seconds(0) } } });

const otherEntries = {
  'PeerDiscovery.staticPeers': entry(PeerDiscovery.staticPeers, { args: [], program: discovered, at: 'demo.discovery' }),
  'PeerDiscovery.dnsSrv': entry(PeerDiscovery.dnsSrv, { args: [], program: discovered, at: 'demo.discovery' }),
  'PeerDiscovery.kubernetesApi': entry(PeerDiscovery.kubernetesApi, { args: [], program: discovered, at: 'demo.discovery' }),
  'PeerDiscovery.initContainer': entry(PeerDiscovery.initContainer, {
    args: [{ image: 'registry.example.test/busybox:1.36.1' }],
    program: discovered,
    at: 'demo.discovery',
  }),
  'PeerTls.none': entry(PeerTls.none, { args: [], program: secured, at: 'demo.peerTls' }),
  'PeerTls.certManager': entry(PeerTls.certManager, {
    args: [{ issuer: 'peers', issuerKind: 'Issuer', authorities: [oldAuthority] }],
    optional: ['issuerKind', 'authorities'],
    program: secured,
    at: 'demo.peerTls',
  }),
  'Survive.anyOneCluster': entry(Survive.anyOneCluster, { args: [], program: promised, at: 'demo.objectives.survive' }),
  'Survive.anyOneMember': entry(Survive.anyOneMember, { args: [], program: promised, at: 'demo.objectives.survive' }),
  'OperatingState.initial': entry(OperatingState.initial, { args: [], program: state => ({ system: { state } }), at: 'demo.state' }),
  'OperatingState.parse': entry(OperatingState.parse, {
    args: ['{"bootstrapped": false, "epoch": 1, "thawed": ["two"], "drained": ["one"]}'],
    bare: ['{}'],
    program: state => ({ system: { state } }),
    at: 'demo.state',
  }),
} as const;

/** Every topology, engine and mode of a system. */
export const systemEntries: Readonly<Record<string, Entry>> = { ...topologyEntries, ...trafficEntries, ...engineEntries, ...otherEntries };
