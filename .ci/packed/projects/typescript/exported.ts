/** What a library of a user exports, with types that only the compiler has written down: each of them must have a name outside. */
import { Duration, Size } from 'cdk8s';
import {
  Access, Acknowledgement, Cluster, Delivery, Dns, DnsProvider, Exposure, ExternalDns, Fleet, FleetApp, GatewayImplementation, GatewayRoute,
  GeoRaft, HealthChecks, HealthRequest, Manifest, Network, OnCall, OperatingState, PartialFailure, PeerDiscovery, PeerTls,
  RaftEngine, RestrictedNamespace, RoundTrips, Seat, Sessions, Standby, Survive, TerraformSettings, Topology, Traffic,
} from 'georaft';
import type { EngineContext, GeoRaftProps, SystemChart } from 'georaft';

export const cluster = Cluster.of({
  name: 'rome', index: 7, region: 'south', zones: ['a', 'b', 'c'], kubernetes: '1.34', storageClass: 'standard',
  podCidrs: ['10.107.0.0/16'], serviceCidrs: ['10.207.0.0/16'],
});
export const { ingress, gateway, apiServer } = cluster;
export const settings = TerraformSettings.stacks();
export const { backend } = settings;
export const delivery = Delivery.argoCd({ repoUrl: 'https://git.example.com/fleet.git', project: 'stateful', runsOn: cluster });
export const { mode } = delivery;
export const provider = DnsProvider.rfc2136({ host: '192.0.2.53' });
export const { capabilities, answer, route, delegate, terraform } = provider;
export const { policies, answers, delegation } = capabilities;
export const bound = provider.bind({ cluster, zone: 'example.com', scope: 'local' });
export const providers = [
  DnsProvider.coreDns({ etcd: ['http://192.0.2.53:2379'] }), DnsProvider.k8gb({ edge: provider, zone: 'gslb.example.com' }),
  DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' }), DnsProvider.route53(),
];
export const roundTrips = RoundTrips.of([[cluster, cluster, Duration.millis(1)]]);
export const { pairs } = roundTrips;
export const network = Network.flat();
export const dns = Dns.externalDns({ zone: 'example.com', negativeTtl: Duration.minutes(5), provider });
export const fleet = Fleet.of({ name: 'south', clusters: [cluster], network, dns, roundTrips, delivery });
export const topology = Topology.activeActive({ seats: [Seat.of(cluster, { voters: 3 })], traffic: Traffic.roundRobin() });
export const standbys = Topology.activeStandby({ active: Seat.of(cluster, { voters: 3 }), standbys: [Standby.learner(cluster, { learners: 1 })] });
export const exposures = [Exposure.ingress(), Exposure.loadBalancer(), Exposure.nodePorts({ client: 30_000 }), Exposure.podAddresses()];
export const nodePorts = Exposure.nodePorts({ client: 30_000 });
export const request = HealthRequest.tcp({ port: 2379 });
export const checks = HealthChecks.existing({ ids: [[cluster, 'id']], interval: Duration.seconds(10), failures: 3 });
export const access = Access.dns({ host: 'kv.example.com', ttl: Duration.seconds(30), exposure: nodePorts });
export const within = Access.internal();
export const engine = RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' });
export const { bind, mirror, join, timing } = engine;
export const config = (context: EngineContext) => engine.bind(context);
export const members = (context: EngineContext) => context;
export const terms = [Sessions, PartialFailure, OnCall, OperatingState, PeerDiscovery, PeerTls, Survive];
export const implementations = [GatewayImplementation.gatewayApi(), GatewayImplementation.istio()];
export const routes = GatewayRoute;
export const accepted = Acknowledgement.of({ rule: 'argo/survives', at: 'kv', reason: 'a test', until: '2027-06-30' });
export const app = new FleetApp(fleet);
export const scope = app.cluster(cluster);
export const customize = (chart: SystemChart) => new Manifest(chart, 'more', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more' } });
export const props = {
  engine, topology, access: within, storage: Size.gibibytes(1), objectives: { survive: Survive.anyOneMember() }, customize,
} satisfies GeoRaftProps;
export const system = new GeoRaft(app, 'kv', props);
export const result = app.synthesize();
export const { findings, plan } = result;
export const systems = plan?.systems.map(({ seats }) => seats);
export const groups = plan?.systems.map(each => each.groups);
export class Publisher extends ExternalDns {}
export class Place extends RestrictedNamespace {}
