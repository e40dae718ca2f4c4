import { Duration, JsonPatch, Lazy, Size } from 'cdk8s';
import {
  Access,
  type Cluster,
  Exposure,
  type FleetApp,
  GatewayImplementation,
  GeoRaft,
  HealthChecks,
  HealthRequest,
  Manifest,
  OperatingState,
  PeerDiscovery,
  PeerTls,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  Topology,
  Traffic,
} from '../../lib';
import type { SystemChart } from '../../lib/kubernetes/system-chart';

/** What can change of a system, and how many values it has. */
export const ofSystem = {
  there: 4,
  engine: 4,
  image: 3,
  pullSecret: 2,
  cpu: 2,
  memory: 2,
  topology: 5,
  traffic: 3,
  access: 9,
  ttl: 2,
  cidrs: 2,
  tls: 2,
  discovery: 4,
  bootstrapped: 2,
  formed: 2,
  epoch: 3,
  thawed: 3,
  drained: 3,
  active: 2,
  customize: 5,
} as const;

/** Adds a system of these numbers. */
export function addSystem(
  app: FleetApp,
  name: string,
  position: number,
  clusters: readonly Cluster[],
  number: (place: keyof typeof ofSystem) => number,
): void {
  const one = <Value>(place: keyof typeof ofSystem, ...values: readonly Value[]): Value => values[number(place) % values.length] as Value;
  const [first, second, third] = clusters as [Cluster, Cluster, Cluster];
  const image = `registry.example.test/${name}:1.0.${number('image')}`;
  const engine = one<RaftEngine>(
    'engine',
    RaftEngine.etcd({ image, ...(number('pullSecret') === 1 ? { pullSecret: 'registry' } : {}) }),
    ownEngine(image, 'a'),
    ownEngine(image, 'b'),
    RaftEngine.generic({
      name: 'demo',
      image,
      raftPort: 8090,
      clientPort: 8080,
      dataPath: '/data',
      shutdown: { grace: Duration.seconds(30) },
    }),
  );
  const last = clusters.at(-1) as Cluster;
  const topology = one<Topology>(
    'topology',
    Topology.activeActive({
      seats: [Seat.of(first, { voters: 2 }), Seat.of(second, { voters: 2 }), Seat.of(third, { voters: 1 })],
      traffic: one<Traffic>('traffic', Traffic.roundRobin(), Traffic.ordered([first, second, third]), Traffic.roundRobin()),
    }),
    Topology.activeStandby({
      active: Seat.of(first, { voters: 2 }),
      standbys: [Standby.voting(second, { voters: 2 }), Standby.witness(third, { voters: 1 })],
    }),
    Topology.activeStandby({ active: Seat.of(first, { voters: 3 }), standbys: [Standby.cold(last, { voters: 3 })] }),
    Topology.activeStandby({
      active: Seat.of(first, { voters: 3 }),
      standbys: [Standby.hot(second, { voters: 3, lag: Duration.seconds(5) })],
    }),
    Topology.activeStandby({
      active: Seat.of(first, { voters: 3 }),
      standbys: [Standby.learner(second, { learners: 1 }), Standby.cold(third, { voters: 3 })],
    }),
  );
  const names = { host: `${name}.example.test`, ttl: one('ttl', Duration.seconds(30), Duration.minutes(1)) };
  const cidrs = one('cidrs', {}, { clientCidrs: ['192.0.2.0/24'] });
  const ports: Readonly<Record<string, number>> = { client: 30_000 + position };
  const access = one<Access>(
    'access',
    Access.internal(),
    Access.dns({ ...names, exposure: Exposure.ingress() }),
    Access.dns({ ...names, ...cidrs, exposure: Exposure.podAddresses() }),
    Access.dns({
      ...names,
      clientCidrs: ['192.0.2.0/24'],
      exposure: Exposure.loadBalancer({ annotations: { number: String(number('ttl')) } }),
    }),
    Access.clientList({
      exposure: Exposure.podAddresses(),
      connectTimeout: Duration.seconds(1),
      namespaces: ['trading'],
      failback: 'automatic',
    }),
    Access.loadBalancer({
      sites: [{ cluster: first }, { cluster: second }],
      image: `haproxy:3.2.${number('image')}`,
      protocol: 'tcp',
      exposure: one<Exposure>('cidrs', Exposure.podAddresses(), Exposure.nodePorts(ports)),
      checks: { interval: Duration.seconds(2), timeout: Duration.seconds(1), fall: 3, rise: 2 },
    }),
    Access.gateway({
      ...names,
      implementation: one<GatewayImplementation>(
        'cidrs',
        GatewayImplementation.gatewayApi({ channel: 'experimental' }),
        ownGateway(number('ttl')),
      ),
      route: 'http',
      sites: [first, second],
    }),
    Access.dns({
      ...names,
      failback: 'automatic',
      exposure: Exposure.ingress(),
      healthChecks: HealthChecks.terraform({
        request: HealthRequest.http({ port: 80, path: '/ready' }),
        interval: Duration.seconds(10),
        failures: 3,
      }),
    }),
    Access.dns({ ...names, exposure: Exposure.gateway({ route: 'tcp', listener: { name, port: 8000 + position } }) }),
  );
  const some = (place: 'thawed' | 'drained'): readonly string[] => one(place, [], [first.name], [second.name]);
  const change = customize(number('customize'));
  new GeoRaft(app, name, {
    engine,
    storage: Size.gibibytes(8),
    topology,
    access,
    objectives: { survive: Survive.anyOneMember() },
    ...one('cpu', {}, { resources: { cpu: '500m', memory: Size.mebibytes(512 + 512 * number('memory')) } }),
    peerTls: one<PeerTls>('tls', PeerTls.none(), PeerTls.certManager({ issuer: 'peers' })),
    discovery: one<PeerDiscovery>(
      'discovery',
      PeerDiscovery.staticPeers(),
      PeerDiscovery.dnsSrv(),
      PeerDiscovery.kubernetesApi(),
      PeerDiscovery.initContainer({ image: 'busybox:1.36.1' }),
    ),
    state: {
      ...OperatingState.initial(),
      bootstrapped: number('bootstrapped') === 1,
      formed: one('formed', [], [second.name]),
      epoch: 1 + number('epoch'),
      thawed: some('thawed'),
      drained: some('drained'),
      ...one('active', {}, { active: second.name }),
    },
    ...(change ? { customize: change } : {}),
  });
}

/** An engine of a user's own, whose code changes and whose description does not. */
const ownEngine = (image: string, code: string): RaftEngine => {
  const engine = RaftEngine.generic({
    name: 'own',
    image,
    raftPort: 8090,
    clientPort: 8080,
    dataPath: '/own',
    shutdown: { grace: Duration.seconds(30) },
  });
  return { ...engine, bind: context => ({ ...engine.bind(context), args: [`--code=${code}`, ...engine.bind(context).args] }) };
};

/** A gateway of a user's own, whose objects hold what only cdk8s can resolve. */
const ownGateway = (number: number): GatewayImplementation => {
  const gateway = GatewayImplementation.gatewayApi({ channel: 'experimental' });
  return {
    ...gateway,
    name: 'own',
    bind: context =>
      gateway.bind(context).map(object => Object.assign({}, object, { note: Lazy.any({ produce: () => `number ${number}` }) })),
  };
};

const objectsOf = (chart: SystemChart): readonly Manifest[] => chart.node.findAll().filter(Manifest.isManifest);

/** What users do to charts: nothing, a label, a patch, an object of their own, and nothing that can be seen. */
const customize = (number: number): ((chart: SystemChart, cluster: Cluster) => void) | undefined =>
  [
    undefined,
    (chart: SystemChart) => {
      for (const object of objectsOf(chart)) object.metadata.addLabel('team', 'blue');
    },
    (chart: SystemChart) => {
      for (const object of objectsOf(chart)) object.addJsonPatch(JsonPatch.add('/metadata/annotations/patched', 'yes'));
    },
    (chart: SystemChart, { name }: Cluster) => {
      const metadata = { name: 'own', namespace: chart.node.id };
      new Manifest(chart, 'own', Object.assign({ apiVersion: 'v1', kind: 'ConfigMap', metadata }, { data: { name } }));
    },
    () => undefined,
  ][number];
