'use strict';
// The packages here are other copies, and other versions, than those that georaft uses: a project of its own within a project.
const assert = require('node:assert/strict');
const { ApiObject, App, Chart, Duration, Lazy, Size } = require('cdk8s');
const plus = require('cdk8s-plus-28');
const { Construct } = require('constructs');
const georaft = require('georaft');
const { Access, Cluster, Dns, DnsProvider, Exposure, Fleet, FleetApp, GeoRaft, Manifest, Network, RaftEngine, RestrictedNamespace, RoundTrips } = georaft;
const { Seat, Standby, Survive, Topology } = georaft;

for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs']) {
  const theirs = require.resolve(name, { paths: [require.resolve('georaft')] });
  assert.notEqual(require.resolve(name), theirs, `${name} is one copy, and this project shows nothing`);
}

const cluster = (name, index) =>
  Cluster.of({
    name, index, region: `region-${index}`, zones: ['a', 'b', 'c'], kubernetes: '1.34', storageClass: 'standard',
    podCidrs: [`10.${100 + index}.0.0/16`], serviceCidrs: [`10.${200 + index}.0.0/16`],
  });
const [frankfurt, dublin, london] = ['frankfurt', 'dublin', 'london'].map(cluster);
const app = new FleetApp(
  Fleet.of({
    name: 'production',
    clusters: [frankfurt, dublin, london],
    roundTrips: RoundTrips.of([
      [frankfurt, dublin, Duration.millis(25)], [frankfurt, london, Duration.millis(14)], [dublin, london, Duration.millis(11)],
    ]),
    network: Network.flat(),
    dns: Dns.externalDns({ zone: 'example.com', negativeTtl: Duration.minutes(5), provider: DnsProvider.rfc2136({ host: '192.0.2.53' }) }),
  }),
);
new GeoRaft(app, 'kv', {
  engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
  storage: Size.gibibytes(8),
  topology: Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: 2 }),
    standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
  }),
  access: Access.dns({ host: 'kv.example.com', ttl: Duration.seconds(30), exposure: Exposure.podAddresses() }),
  objectives: { survive: Survive.anyOneCluster() },
  customize: (chart, { name }) => {
    const metadata = { name: `more-${name}`, namespace: 'kv' };
    new ApiObject(chart, 'more', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { from: 'customize' } });
  },
});

const own = new Chart(app.cluster(frankfurt), 'place', { namespace: 'place' });
const within = new Construct(own, 'within');
const last = new ApiObject(within, 'last', {
  apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'last' }, data: { text: Lazy.any({ produce: () => 'late' }) },
});
const typed = new plus.ConfigMap(own, 'typed', { metadata: { name: 'typed' }, data: { a: 'b' } });
last.node.addDependency(typed);

// A construct of ours in a chart of theirs: these two versions of constructs do not hold each other's nodes.
assert.throws(
  () => new Manifest(own, 'manifest', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }),
  /comes from another copy of constructs \(10\.\d+\.\d+ and 10\.\d+\.\d+\).*npm ls constructs/,
);
assert.throws(() => new RestrictedNamespace(within, 'namespace', { name: 'x', kubernetes: '1.34', labels: {} }), /npm ls constructs/);
assert.throws(() => new GeoRaft(new App(), 'kv', {}), /put the system into a FleetApp/);
app.synth();
