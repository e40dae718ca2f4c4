import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { Access, Exposure, PeerDiscovery } from '../../lib';
import { appliedObject } from '../../lib/manifests/applied-object';
import type { JsonObject } from '../../lib/manifests/json';
import type { UnitManifests } from '../../lib/manifests/output';
import { fleetDocument } from '../../lib/plan/fleet-document';
import { catalogue } from '../../lib/rules/catalogue';
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
  access: fc.constantFrom(
    Access.internal(),
    Access.dns({ ...host, exposure: Exposure.podAddresses() }),
    Access.dns({ ...host, exposure: Exposure.ingress() }),
    Access.dns({ ...host, exposure: Exposure.loadBalancer(), clientCidrs: ['192.0.2.0/24'] }),
  ),
});

const rulesOf = (area: string) => catalogue.filter(({ name, manifests }) => name.startsWith(`${area}/`) && manifests?.scope === 'unit');

describe('the network policies of any topology', () => {
  it('let through what it needs and nothing else', () => {
    fc.assert(
      fc.property(situations, ({ given: { fleet, topologies }, engine, discovery, access }) => {
        const planned = plan(fleet, { demo: system(must(topologies[0]), { engine, discovery, access }) });
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
      { numRuns: 60 },
    );
  });
});
