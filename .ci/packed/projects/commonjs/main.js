'use strict';
const { ApiObject, Chart, Duration, Size } = require('cdk8s');
const {
  Access, Cluster, Delivery, Dns, DnsProvider, Exposure, Fleet, FleetApp, GeoRaft, Network, OnCall, RaftEngine, RestrictedNamespace,
  RoundTrips, Seat, Standby, Survive, TerraformSettings, Topology,
} = require('georaft');

const cluster = (name, index) =>
  Cluster.of({
    name, index, region: `region-${index}`, zones: ['a', 'b', 'c'], kubernetes: '1.34', storageClass: 'standard',
    podCidrs: [`10.${100 + index}.0.0/16`], serviceCidrs: [`10.${200 + index}.0.0/16`],
  });
const [frankfurt, dublin, london] = ['frankfurt', 'dublin', 'london'].map(cluster);

const fleet = Fleet.of({
  name: 'production',
  clusters: [frankfurt, dublin, london],
  roundTrips: RoundTrips.of([
    [frankfurt, dublin, Duration.millis(25)], [frankfurt, london, Duration.millis(14)], [dublin, london, Duration.millis(11)],
  ]),
  network: Network.flat(),
  dns: Dns.externalDns({ zone: 'example.com', negativeTtl: Duration.minutes(5), provider: DnsProvider.rfc2136({ host: '192.0.2.53' }) }),
  delivery: Delivery.argoCd({ repoUrl: 'https://git.example.com/fleet.git', project: 'stateful', runsOn: london }),
  onCall: OnCall.of({ notice: Duration.minutes(5), decide: Duration.minutes(10), fence: Duration.minutes(5) }),
  ...(process.argv.includes('--stacks') ? { terraform: TerraformSettings.stacks() } : {}),
});

const app = new FleetApp(fleet);
new GeoRaft(app, 'settings', {
  engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
  storage: Size.gibibytes(8),
  topology: Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: 2 }),
    standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
  }),
  access: Access.dns({ host: 'settings.example.com', ttl: Duration.seconds(30), exposure: Exposure.podAddresses() }),
  objectives: { survive: Survive.anyOneCluster(), rto: Duration.minutes(30), rpo: Duration.seconds(0) },
});
const banner = new Chart(app.cluster(frankfurt), 'banner', { namespace: 'banner', disableResourceNameHashes: true });
new RestrictedNamespace(banner, 'namespace', { name: 'banner', kubernetes: frankfurt.kubernetes, labels: {} });
new ApiObject(banner, 'text', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'text' }, data: { cluster: 'frankfurt' } });
app.synth();
