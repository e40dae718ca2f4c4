import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { Access, Cluster, Exposure, Fleet, GatewayImplementation, PeerDiscovery, type Topology } from '../../lib';
import { appliedObject } from '../../lib/manifests/objects/applied-object';
import type { UnitManifests } from '../../lib/manifests/objects/unit-manifests';
import type { JsonObject } from '../../lib/manifests/yaml/json';
import { fleetDocument } from '../../lib/plan/document/fleet-document';
import { catalogue } from '../../lib/rules/catalogue';
import { runs } from '../extent';
import { etcd, generic, must, plan, system } from '../fixtures';
import { fleetsWith } from '../plan/arbitrary';
import { rendered } from '../plan/rendered';

/** An engine that can do everything; designs that an engine is not able to are refused before anything is rendered. */
const able = { ...generic, mirror: () => ({ command: ['mirror'], args: [] }) };
const host = { host: 'demo.example.test', ttl: Duration.seconds(30) };
const situations = fc.record({
  given: fleetsWith(1),
  engine: fc.constantFrom(etcd, able),
  discovery: fc.constantFrom(PeerDiscovery.staticPeers(), PeerDiscovery.kubernetesApi()),
  places: fc.nat(),
  access: fc.constantFrom<'gateway' | { readonly balanced: Exposure } | Access>(
    'gateway',
    { balanced: Exposure.ingress() },
    { balanced: Exposure.gateway({ route: 'http' }) },
    { balanced: Exposure.nodePorts({ client: 30_080 }) },
    Access.internal(),
    Access.dns({ ...host, exposure: Exposure.podAddresses() }),
    Access.dns({ ...host, exposure: Exposure.ingress() }),
    Access.dns({ ...host, exposure: Exposure.gateway({ route: 'http' }) }),
    Access.clientList({ exposure: Exposure.podAddresses(), connectTimeout: Duration.seconds(2), namespaces: ['apps'] }),
    Access.clientList({
      exposure: Exposure.nodePorts({ client: 30_080 }),
      connectTimeout: Duration.seconds(2),
      clientCidrs: ['203.0.113.0/24'],
    }),
    Access.clientList({
      exposure: Exposure.gateway({ route: 'tcp', listener: { name: 'demo', port: 9000 } }),
      connectTimeout: Duration.seconds(2),
    }),
    Access.dns({ ...host, exposure: Exposure.loadBalancer(), clientCidrs: ['192.0.2.0/24'] }),
  ),
});

const withGateway = (one: Cluster): Cluster =>
  Cluster.of({
    ...one,
    gateway: { name: 'public', namespace: 'gateways', podNamespace: `gateways-${one.index}`, addresses: ['192.0.2.1'] },
  });

/** The same topology over clusters that have Gateways. */
function withGateways(topology: Topology): Topology {
  const seat = <Given extends { readonly cluster: Cluster }>(given: Given): Given => ({ ...given, cluster: withGateway(given.cluster) });
  return topology.kind === 'active-active'
    ? { ...topology, seats: topology.seats.map(seat) }
    : { ...topology, active: seat(topology.active), standbys: topology.standbys.map(seat) };
}

const spanning = (places: readonly Cluster[]): Access =>
  Access.gateway({ ...host, implementation: GatewayImplementation.gatewayApi(), route: 'http', sites: places });

/** Load balancers in these clusters, in front of this way into all. */
const balanced = (places: readonly Cluster[], exposure: Exposure): Access =>
  Access.loadBalancer({
    sites: places.map(place => ({ cluster: place })),
    image: 'docker.io/library/haproxy:3.0.12',
    protocol: 'http',
    exposure,
    checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 3, rise: 2 },
    name: host,
  });

const rulesOf = (area: string) => catalogue.filter(({ name, manifests }) => name.startsWith(`${area}/`) && manifests?.scope === 'unit');

describe('the network policies of any topology', () => {
  it('let through what it needs and nothing else', () => {
    fc.assert(
      fc.property(situations, ({ given: { fleet: bare, topologies }, engine, discovery, access: chosen, places }) => {
        // Every cluster has a Gateway, and some of them are places of one that spans clusters.
        const fleet = Fleet.of({ ...bare, clusters: bare.clusters.map(withGateway) });
        const topology = withGateways(must(topologies[0]));
        const some = fleet.clusters.filter((_, at) => (places >> at) % 2 === 0);
        const access = chosen === 'gateway' ? spanning(some) : 'balanced' in chosen ? balanced(some, chosen.balanced) : chosen;
        const planned = plan(fleet, { demo: system(topology, { engine, discovery, access }) });
        const document = fleetDocument(planned, []);
        const [described] = document.systems;
        const demo = must(planned.systems[0]);
        const unit: UnitManifests = {
          name: 'demo',
          plan: document,
          system: must(described),
          clusters: demo.seats.map(({ cluster: { name } }) => ({
            cluster: name,
            facts: document.clusters.find(facts => facts.name === name),
            seat: described?.seats.find(seat => seat.cluster === name),
            group: undefined,
            objects: rendered(demo, name, fleet).map((data, position) =>
              appliedObject({ file: 'demo.yaml', position, cluster: name, unit: 'demo' }, data as unknown as JsonObject),
            ),
          })),
        };
        const found = rulesOf('network').flatMap(({ manifests }) => (manifests?.scope === 'unit' ? manifests.check(unit) : []));
        expect(found.map(({ problem }) => problem)).toEqual([]);
      }),
      { numRuns: runs(300) },
    );
  });
});
